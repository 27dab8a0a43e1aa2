import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diff } from '../diff/diff.ts';
import { prepare, withPolicies } from '../evaluate/compile.ts';
import { reach } from '../evaluate/reach.ts';
import type { NetworkPolicy, Peer } from '../model/policy.ts';
import { protocols } from '../model/policy.ts';
import type { LocatedPolicy, Workload, World } from '../model/world.ts';
import { describePorts, isNone, sameSet } from '../ports/port-set.ts';
import { readWorld } from '../read/world.ts';
import { alikeGroups } from './alike.ts';
import { exposure } from './exposure.ts';
import { Matrix } from './matrix.ts';
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

test('what is open to anywhere', () => {
  const found = exposure(world(web, db, dbFromWeb)).map((e) => `${e.workload} ${e.direction} ${e.unrestricted}`);
  expect(found).toEqual(['shop/web[Pod] Ingress true', 'shop/web[Pod] Egress true', 'shop/db[Pod] Egress true']);
});

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
