import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, contains, parseBlock } from '../address/address.ts';
import { diff } from '../diff/diff.ts';
import { prepare, withPolicies } from '../evaluate/compile.ts';
import { reach, side } from '../evaluate/reach.ts';
import type { NetworkPolicy, Peer } from '../model/policy.ts';
import { protocols } from '../model/policy.ts';
import { type LocatedPolicy, type Workload, type World, workloadKey } from '../model/world.ts';
import {
  allPorts,
  describePorts,
  difference,
  intersection,
  isNone,
  noPorts,
  sameSet,
  unionOfAll,
} from '../ports/port-set.ts';
import { readWorld } from '../read/world.ts';
import { alikeGroups } from './alike.ts';
import { describeEverywhere } from './everywhere.ts';
import { exposure } from './exposure.ts';
import { Matrix } from './matrix.ts';
import { partsOfPolicies } from './outside.ts';
import { allowedPairs, listRows } from './rows.ts';

const pod = (namespace: string, name: string, more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}${more}}`;
const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
const world = (...objects: string[]) => {
  const { world: read, findings } = readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]);
  expect(findings).toEqual([]);
  return prepare(read);
};
const shown = (ready: ReturnType<typeof world>) =>
  [...allowedPairs(ready)].map((p) => `${p.from} > ${p.to}: ${describePorts(p.ports)}`);

const web = pod('shop', 'web');
const db = pod('shop', 'db');
const other = pod('other', 'web');
const dbFromWeb = policy(
  'db',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}',
);
const noEgress = policy('quiet', '{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}');
const openTo = (...rules: string[]) => policy('open', `{podSelector: {}, ingress: [${rules.join(', ')}]}`);
const rulesOf = (port: number, ...blocks: string[]) =>
  `{from: [${blocks.map((b) => `{ipBlock: {cidr: ${b}}}`)}], ports: [{port: ${port}}]}`;

test('the list names pairs, ports and the outside', () => {
  expect(shown(world(web, db, dbFromWeb, noEgress))).toEqual([
    '0.0.0.0/0 > shop/web[Pod]: all ports',
    '::/0 > shop/web[Pod]: all ports',
    'shop/web[Pod] > 0.0.0.0/0: all ports',
    'shop/web[Pod] > ::/0: all ports',
    'shop/web[Pod] > shop/db[Pod]: TCP 5432',
  ]);
});

test('rows have one protocol each', () => {
  const rows = [...listRows(world(web, db, dbFromWeb, noEgress))];
  expect(rows.at(-1)).toEqual({
    from: 'shop/web[Pod]',
    to: 'shop/db[Pod]',
    protocol: 'TCP',
    ports: [{ start: 5432, end: 5432 }],
  });
  expect(rows.filter((r) => r.from === '0.0.0.0/0').map((r) => r.protocol)).toEqual(['TCP', 'UDP', 'SCTP']);
});

test('blocks with exceptions come out as CIDRs', () => {
  const block = policy(
    'b',
    '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]}',
  );
  const from = [...allowedPairs(world(web, block))].filter((p) => p.to === 'shop/web[Pod]').map((p) => p.from);
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

test('what is open to anywhere', () => {
  const found = exposure(world(web, db, dbFromWeb)).map((e) => `${e.workload} ${e.direction} ${e.unrestricted}`);
  expect(found).toEqual(['shop/web[Pod] Ingress true', 'shop/web[Pod] Egress true', 'shop/db[Pod] Egress true']);
});

const exposed = (...rules: string[]) =>
  exposure(world(web, openTo(...rules))).flatMap((e) =>
    e.direction === 'Egress' ? [] : [[describeEverywhere(e), e.families.join(' '), describePorts(e.ports)].join('; ')],
  );
const to28 = ['1.0.0.0/8', '2.0.0.0/7', '4.0.0.0/6', '8.0.0.0/5', '16.0.0.0/5', '24.0.0.0/6'];

test.each([
  [[rulesOf(443, '0.0.0.0/0')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/0'), rulesOf(22, '10.1.0.0/16')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/0', '"::/0"'), rulesOf(22, '"fd00::/8"')], ['everywhere; 4 6; TCP 443']],
  [
    [rulesOf(443, '0.0.0.0/0'), rulesOf(80, '"::/0"')],
    ['everywhere; 4; TCP 443', 'everywhere; 6; TCP 80'],
  ],
  [[rulesOf(443, '0.0.0.0/1', '128.0.0.0/1')], ['everywhere; 4; TCP 443']],
  [[rulesOf(443, '0.0.0.0/1'), rulesOf(443, '128.0.0.0/1'), rulesOf(80, '0.0.0.0/0')], ['everywhere; 4; TCP 80, 443']],
  [[rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8]')], ['everywhere but 10.0.0.0/8; 4; TCP 443']],
  [
    [rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8]'), rulesOf(22, '10.1.0.0/16'), rulesOf(80, '0.0.0.0/0')],
    ['everywhere; 4; TCP 80', 'everywhere but 10.0.0.0/8; 4; TCP 443'],
  ],
  [
    [rulesOf(443, '0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 203.0.113.0/24]')],
    ['everywhere but 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 1 more; 4; TCP 443'],
  ],
  [[rulesOf(443, '"::/0", except: ["fc00::/7"]')], ['everywhere but fc00::/7; 6; TCP 443']],
  [[rulesOf(443, '"2000::/3"')], ['everywhere but ::/3, 4000::/2, 8000::/1; 6; TCP 443']],
  [[rulesOf(443, '"2000::/4"')], ['everywhere but ::/3, 3000::/4, 4000::/2 and 1 more; 6; TCP 443']],
  // An eighth of the Internet is 27.6 blocks of this size, and one of those from 1.0.0.0/8 on is private.
  [[rulesOf(443, ...to28, '28.0.0.0/8')], []],
  [[rulesOf(443, ...to28, '28.0.0.0/7')], ['everywhere but 0.0.0.0/8, 30.0.0.0/7, 32.0.0.0/3 and 2 more; 4; TCP 443']],
  [[rulesOf(443, '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8')], []],
  [[rulesOf(443, '224.0.0.0/3', '"fc00::/7"', '"fe80::/10"', '"::1/128"')], []],
  [[rulesOf(443, '8.0.0.0/8', '203.0.113.0/24', '"2001:db8::/32"')], []],
])('of %j what is open to everywhere is %j', (rules, expected) => {
  expect(exposed(...rules).sort()).toEqual([...expected].sort());
});

/** Whether a text is a block with that address in it. */
const blockHolds = (text: string, address: Address) => {
  const block = parseBlock(text);
  return block !== undefined && contains(block, address);
};

const selector = fc.constantFrom({}, { matchLabels: { app: 'a' } }, { matchLabels: { app: 'b' } });
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector, podSelector: selector }),
  fc.constantFrom(
    { ipBlock: { cidr: '10.0.0.0/30' } },
    { ipBlock: { cidr: 'fd00::/127' } },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/31'] } },
  ),
);
const port = fc.record({ protocol: fc.constantFrom(...protocols), port: fc.constantFrom(80, 81, 'http') });
const rule = fc.tuple(fc.array(peer, { maxLength: 2 }), fc.array(port, { maxLength: 2 }));
const randomPolicy: fc.Arbitrary<NetworkPolicy> = fc
  .record({
    namespace: fc.constantFrom('x', 'y'),
    podSelector: selector,
    types: fc.subarray(['Ingress', 'Egress'] as const, { minLength: 1 }),
    rules: fc.array(rule, { maxLength: 2 }),
  })
  .map(({ namespace, podSelector, types, rules }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace },
    spec: {
      podSelector,
      policyTypes: types,
      ingress: rules.map(([from, ports]) => ({ from, ports })),
      egress: rules.map(([to, ports]) => ({ to, ports })),
    },
  }));
const workload = fc.record({
  namespace: fc.constantFrom('x', 'y'),
  kind: fc.constantFrom('Pod', 'Deployment'),
  labels: fc.constantFrom({ app: 'a' }, { app: 'b' }, {}),
  hostNetwork: fc.boolean(),
  addresses: fc.constantFrom([], ['10.0.0.1'], ['10.0.0.3'], ['10.0.0.1', 'fd00::1']),
});
const randomWorld = fc
  .tuple(fc.array(workload, { minLength: 1, maxLength: 6 }), fc.array(randomPolicy, { maxLength: 4 }))
  .map(([pods, policies]): World => {
    const ports = [{ name: 'http', port: 80, protocol: 'TCP' as const }];
    const workloads = pods.map((p, i): Workload => ({ ...p, name: `w${i}`, ports }));
    return {
      namespaces: [{ name: 'x', labels: { app: 'a' } }],
      workloads,
      services: [],
      policies: policies.map(located),
    };
  });
const located = (p: NetworkPolicy): LocatedPolicy => ({
  policy: p,
  placeOf: () => ({ file: 'f', line: 1, column: 1 }),
});

test('cells, rows and the count of the matrix are what reach says, pair by pair', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const ready = prepare(w);
      const matrix = new Matrix(ready);
      let count = 0;
      for (let to = 0; to < matrix.size; to++) {
        const row = new Map<number, unknown>();
        matrix.row(to, (from, ports) => row.set(from, ports));
        for (let from = 0; from < matrix.size; from++) {
          const expected = reach(ready, { workload: from }, { workload: to });
          expect(sameSet(matrix.cell(from, to), expected)).toBe(true);
          if (from === to) continue;
          expect(row.has(from)).toBe(!isNone(expected));
          if (!isNone(expected)) count++;
        }
      }
      expect(matrix.count()).toBe(count);
    }),
    { numRuns: 3000 },
  );
});

test('what is open to everywhere is open at each address but those left out, and shut at these', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const ready = prepare(w);
      const found = exposure(ready).filter((e) => e.direction === 'Ingress');
      ready.places.workloads.forEach((workload, to) => {
        const own = found.filter((e) => e.workload === workloadKey(workload));
        for (const family of [4, 6] as const) {
          const wide = own.filter((e) => e.families.includes(family));
          const parts = partsOfPolicies(ready.policies).filter((part) => part.family === family);
          const open = parts.map((part) => {
            const address = { family, value: part.first };
            const ports = side(ready, 'Ingress', { address }, { workload: to }, family);
            for (const { ports: wanted, but } of wide) {
              const left = but.some((cidr) => blockHolds(cidr, address));
              expect(sameSet(intersection(ports, wanted), left ? noPorts : wanted)).toBe(true);
            }
            return ports;
          });
          const toAll = open.reduce(intersection, allPorts);
          expect(isNone(difference(toAll, unionOfAll(wide.map((e) => e.ports))))).toBe(true);
        }
      });
    }),
  );
});

test('a change of addresses is what reach says of each of them before and after', () => {
  fc.assert(
    fc.property(randomWorld, fc.array(randomPolicy, { maxLength: 3 }), (w, more) => {
      const [before, after] = [prepare(w), prepare({ ...w, policies: more.map(located) })];
      const { changes } = diff(before, after);
      for (const value of [0x0a000000n, 0x0a000002n, 0x0a000004n, 0xcb007101n])
        for (const [to, workload] of before.places.workloads.entries()) {
          const address = { family: 4 as const, value };
          const [was, is] = [before, after].map((r) => side(r, 'Ingress', { address }, { workload: to }, 4));
          const own = changes.filter((c) => c.to === workloadKey(workload));
          const found = own.filter((c) => blockHolds(c.from, address));
          expect(found.length).toBeLessThan(2);
          expect(sameSet(found[0]?.opened ?? noPorts, difference(is ?? noPorts, was ?? noPorts))).toBe(true);
          expect(sameSet(found[0]?.closed ?? noPorts, difference(was ?? noPorts, is ?? noPorts))).toBe(true);
        }
    }),
  );
});

test('policies that are exchanged give what a world made anew gives', () => {
  fc.assert(
    fc.property(randomWorld, fc.array(randomPolicy, { maxLength: 3 }), (w, more) => {
      const first = prepare(w);
      const policies = [...w.policies.slice(1), ...more.map(located)];
      const changed = new Matrix(withPolicies(first, policies));
      const anew = new Matrix(prepare({ ...w, policies }));
      for (let to = 0; to < anew.size; to++)
        for (let from = 0; from < anew.size; from++)
          expect(sameSet(changed.cell(from, to), anew.cell(from, to))).toBe(true);
    }),
  );
});

test('workloads of a group that is alike reach, and are reached by, the same', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const twins = w.workloads.map((one) => ({ ...one, name: `${one.name}-twin` }));
      const ready = prepare({ ...w, workloads: [...w.workloads, ...twins] });
      const groups = alikeGroups(ready);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(ready.places.workloads.map((_, i) => i));
      expect(groups.length).toBeLessThanOrEqual(w.workloads.length);
      for (const [first = 0, ...others] of groups)
        for (const other of others)
          for (let peer = 0; peer < ready.places.workloads.length; peer++) {
            if (peer === first || peer === other) continue;
            const [a, b, p] = [{ workload: first }, { workload: other }, { workload: peer }];
            expect(sameSet(reach(ready, a, p), reach(ready, b, p))).toBe(true);
            expect(sameSet(reach(ready, p, a), reach(ready, p, b))).toBe(true);
          }
    }),
    { numRuns: 1000 },
  );
});
