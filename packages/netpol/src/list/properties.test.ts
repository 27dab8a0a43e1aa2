import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, contains, parseBlock } from '../address/address.ts';
import { diff } from '../diff/diff.ts';
import { compile, withPolicies } from '../evaluate/compile.ts';
import { allowedPorts, reach } from '../evaluate/reach.ts';
import { isDenied, type Reach } from '../evaluate/verdict.ts';
import { type NetworkPolicy, type Peer, protocols } from '../model/policy.ts';
import { type LocatedPolicy, type Workload, type World, workloadKey } from '../model/world.ts';
import { allPorts, difference, has, intersection, isNone, noPorts, sameSet, unionOfAll } from '../ports/port-set.ts';
import { equivalenceClasses } from './equivalence-classes.ts';
import { exposure } from './exposure.ts';
import { Matrix } from './matrix.ts';
import { Outside, partsOfPolicies } from './outside.ts';

const selector = fc.constantFrom({}, { matchLabels: { app: 'a' } }, { matchLabels: { app: 'b' } });
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector, podSelector: selector }),
  fc.constantFrom(
    { ipBlock: { cidr: '10.0.0.0/30' } },
    { ipBlock: { cidr: 'fd00::/127' } },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/31'] } },
    { ipBlock: { cidr: '10.0.0.0/31' } },
    { ipBlock: { cidr: '::/0' } },
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
const sameReach = (a: Reach, b: Reach): boolean => sameSet(a.allowed, b.allowed) && sameSet(a.possible, b.possible);
const located = (p: NetworkPolicy): LocatedPolicy => ({
  policy: p,
  placeOf: () => ({ file: 'f', line: 1, column: 1 }),
});

test('cells, rows and the count of the matrix are what reach says, pair by pair', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const compiled = compile(w);
      const matrix = new Matrix(compiled);
      let count = 0;
      for (let to = 0; to < matrix.size; to++) {
        const row = new Map<number, unknown>();
        matrix.row(to, (from, ports) => row.set(from, ports));
        for (let from = 0; from < matrix.size; from++) {
          const expected = reach(compiled, { workload: from }, { workload: to });
          expect(sameReach(matrix.cell(from, to), expected)).toBe(true);
          if (from === to) continue;
          expect(row.has(from)).toBe(!isDenied(expected));
          if (!isNone(expected.allowed)) count++;
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
      const first = compile(w);
      const policies = [...w.policies.slice(1), ...more.map(located)];
      const changed = new Matrix(withPolicies(first, policies));
      const anew = new Matrix(compile({ ...w, policies }));
      for (let to = 0; to < anew.size; to++)
        for (let from = 0; from < anew.size; from++)
          expect(sameReach(changed.cell(from, to), anew.cell(from, to))).toBe(true);
    }),
  );
});

test('workloads of a group that is alike reach, and are reached by, the same', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const twins = w.workloads.map((one) => ({ ...one, name: `${one.name}-twin` }));
      const compiled = compile({ ...w, workloads: [...w.workloads, ...twins] });
      const groups = equivalenceClasses(compiled);
      expect(groups.flat().sort((a, b) => a - b)).toEqual(compiled.index.workloads.map((_, i) => i));
      expect(groups.length).toBeLessThanOrEqual(w.workloads.length);
      for (const [first = 0, ...others] of groups)
        for (const other of others)
          for (let peer = 0; peer < compiled.index.workloads.length; peer++) {
            if (peer === first || peer === other) continue;
            const [a, b, p] = [{ workload: first }, { workload: other }, { workload: peer }];
            expect(sameReach(reach(compiled, a, p), reach(compiled, b, p))).toBe(true);
            expect(sameReach(reach(compiled, p, a), reach(compiled, p, b))).toBe(true);
          }
    }),
    { numRuns: 1000 },
  );
});

/** Whether a text is a block with that address in it. */
const blockHolds = (text: string, address: Address) => {
  const block = parseBlock(text);
  return block !== undefined && contains(block, address);
};

test('what is open to everywhere is open at each address but those left out, and shut at these', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const compiled = compile(w);
      const found = exposure(compiled).filter((e) => e.direction === 'Ingress');
      compiled.index.workloads.forEach((workload, to) => {
        const own = found.filter((e) => e.workload === workloadKey(workload));
        for (const family of [4, 6] as const) {
          const wide = own.filter((e) => e.families.includes(family));
          const parts = partsOfPolicies(compiled.policies).filter((part) => part.family === family);
          const open = parts.map((part) => {
            const address = { family, value: part.first };
            const ports = allowedPorts(compiled, 'Ingress', { address }, { workload: to }, family).allowed;
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

test('somebody of a family finds a port open where it is open to everywhere, and shut elsewhere, whatever a few may', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const compiled = compile(w);
      const outside = new Outside(compiled);
      compiled.index.workloads.forEach((_, workload) => {
        for (const family of [4, 6] as const)
          for (const port of [80, 81]) {
            const { address, isOpen } = outside.someone(workload, 'Ingress', { family, protocol: 'TCP', port });
            expect(address.family).toBe(family);
            const wide = outside.everywhere(workload, 'Ingress', [family]);
            expect(wide.some((e) => has(e.ports, 'TCP', port))).toBe(isOpen);
            const found = allowedPorts(compiled, 'Ingress', { address }, { workload }, family).allowed;
            expect(has(found, 'TCP', port)).toBe(isOpen);
          }
      });
    }),
  );
});

test('cut at the borders of its own policies or of all, the outside of a workload is the same', () => {
  fc.assert(
    fc.property(randomWorld, (w) => {
      const compiled = compile(w);
      const [own, all] = [new Outside(compiled), new Outside(compiled, partsOfPolicies(compiled.policies))];
      compiled.index.workloads.forEach((_, i) => {
        for (const direction of ['Ingress', 'Egress'] as const) {
          expect(own.groups(i, direction)).toEqual(all.groups(i, direction));
          expect(own.everywhere(i, direction)).toEqual(all.everywhere(i, direction));
          expect(own.elsewhere(i, direction)).toEqual(all.elsewhere(i, direction));
        }
      });
    }),
  );
});

test('a change of addresses is what reach says of each of them before and after', () => {
  fc.assert(
    fc.property(randomWorld, fc.array(randomPolicy, { maxLength: 3 }), (w, more) => {
      const [before, after] = [compile(w), compile({ ...w, policies: more.map(located) })];
      const { changes } = diff(before, after);
      for (const value of [0x0a000000n, 0x0a000002n, 0x0a000004n, 0xcb007101n])
        for (const [to, workload] of before.index.workloads.entries()) {
          const address = { family: 4 as const, value };
          const [was, is] = [before, after].map(
            (r) => allowedPorts(r, 'Ingress', { address }, { workload: to }, 4).allowed,
          );
          const own = changes.filter((c) => c.to === workloadKey(workload));
          const found = own.filter((c) => blockHolds(c.from, address));
          expect(found.length).toBeLessThan(2);
          expect(sameSet(found[0]?.opened ?? noPorts, difference(is ?? noPorts, was ?? noPorts))).toBe(true);
          expect(sameSet(found[0]?.closed ?? noPorts, difference(was ?? noPorts, is ?? noPorts))).toBe(true);
        }
    }),
  );
});
