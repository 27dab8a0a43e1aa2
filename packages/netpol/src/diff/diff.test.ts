import { expect, test } from 'vitest';
import { describePorts, isNone } from '../ports/port-set.ts';
import { db, dbFromWeb, openTo, other, rulesOf, web, world } from '../testing/shop.ts';
import { diff } from './diff.ts';

test('what a policy opens and closes', () => {
  const before = world(web, db, other);
  const after = world(web, db, other, dbFromWeb);
  const { changes, added, removed } = diff(before, after);
  expect([added, removed]).toEqual([[], []]);
  expect(changes.map((c) => `${c.from} > ${c.to}`)).toContain('other/web[Pod] > shop/db[Pod]');
  expect(changes.every((c) => isNone(c.opened))).toBe(true);
  const fromWeb = changes.find((c) => c.from === 'shop/web[Pod]');
  expect(fromWeb && describePorts(fromWeb.closed)).toBe('TCP 1-5431, 5433-65535; UDP all ports; SCTP all ports');
});

test('addresses that another rule splits anew do not change by that, and those that change alike are one block', () => {
  const rules = (...more: string[]) => openTo(rulesOf(443, '0.0.0.0/0'), ...more);
  const changed = (before: string, after: string) =>
    diff(world(web, before), world(web, after)).changes.map(
      (c) => `${c.from}: ${describePorts(c.opened)}, ${describePorts(c.closed)}`,
    );
  const [one, vpn] = [rules(), rules(rulesOf(22, '10.1.0.0/16'))];
  expect(changed(one, vpn)).toEqual(['10.1.0.0/16: TCP 22, no port']);
  expect(changed(vpn, one)).toEqual(['10.1.0.0/16: no port, TCP 22']);
  expect(changed(one, rules(rulesOf(22, '10.0.0.0/16', '10.1.0.0/16')))).toEqual(['10.0.0.0/15: TCP 22, no port']);
  expect(changed(vpn, rules(rulesOf(22, '10.1.0.0/17'), rulesOf(22, '10.1.128.0/17')))).toEqual([]);
  expect(changed(vpn, openTo(rulesOf(443, '0.0.0.0/0, except: [10.1.0.0/24]'), rulesOf(22, '10.1.0.0/16')))).toEqual([
    '10.1.0.0/24: no port, TCP 443',
  ]);
});
