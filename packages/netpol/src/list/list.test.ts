import { expect, test } from 'vitest';
import { describePorts } from '../ports/port-set.ts';
import { db, dbFromWeb, noEgress, policy, web, world } from '../testing/shop.ts';
import { listedPairs, listRows } from './rows.ts';

const shown = (compiled: ReturnType<typeof world>) =>
  [...listedPairs(compiled)].map((p) => `${p.from} > ${p.to}: ${describePorts(p.ports)}`);

test('lists pairs with their ports, and connections with the outside', () => {
  expect(shown(world(web, db, dbFromWeb, noEgress))).toEqual([
    '0.0.0.0/0 > shop/web[Pod]: all ports',
    '::/0 > shop/web[Pod]: all ports',
    'shop/web[Pod] > 0.0.0.0/0: all ports',
    'shop/web[Pod] > ::/0: all ports',
    'shop/web[Pod] > shop/db[Pod]: TCP 5432',
  ]);
});

test('gives a row for each protocol', () => {
  const rows = [...listRows(world(web, db, dbFromWeb, noEgress))];
  expect(rows.at(-1)).toEqual({
    from: 'shop/web[Pod]',
    to: 'shop/db[Pod]',
    protocol: 'TCP',
    ports: [{ start: 5432, end: 5432 }],
    verdict: 'allowed',
  });
  expect(rows.filter((r) => r.from === '0.0.0.0/0').map((r) => r.protocol)).toEqual(['TCP', 'UDP', 'SCTP']);
});

test('splits blocks with exceptions into CIDR blocks', () => {
  const block = policy(
    'b',
    '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]}',
  );
  const from = [...listedPairs(world(web, block))].filter((p) => p.to === 'shop/web[Pod]').map((p) => p.from);
  expect(from).toEqual([
    '10.0.0.0/16',
    '10.2.0.0/15',
    '10.4.0.0/14',
    '10.8.0.0/13',
    '10.16.0.0/12',
    '10.32.0.0/11',
    '10.64.0.0/10',
    '10.128.0.0/9',
  ]);
});
