import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NetworkPolicy, type Peer, type Protocol, protocols } from '../model/policy.ts';
import type { Workload, World } from '../model/world.ts';
import { ports } from '../ports/port-set.ts';
import { located } from '../review/located.ts';
import { matches, matchesPartly } from '../selector/match.ts';
import { compile } from './compile.ts';
import { verdictOf } from './reach.ts';
import {
  bothReach,
  certain,
  eitherReach,
  isDenied,
  reachOfAll,
  reachOfNone,
  type Verdict,
  verdictAt,
} from './verdict.ts';

const teams = ['a', 'b', 'c'] as const;
const namespaceSelector = fc.constantFrom(
  {},
  { matchLabels: { team: 'a' } },
  { matchExpressions: [{ key: 'team', operator: 'NotIn' as const, values: ['a', 'b'] }] },
  { matchExpressions: [{ key: 'team', operator: 'Exists' as const }] },
  { matchLabels: { 'kubernetes.io/metadata.name': 'y', team: 'b' } },
  { matchLabels: { team: 'a' }, matchExpressions: [{ key: 'team', operator: 'NotIn' as const, values: ['a'] }] },
);
const podSelector = fc.constantFrom({}, { matchLabels: { app: 'a' } });
const block = fc.constantFrom(
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/1' },
  { cidr: '128.0.0.0/1' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '10.0.0.0/8' },
  { cidr: '::/0' },
  { cidr: '::/1' },
  { cidr: '8000::/1' },
);
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector, podSelector }),
  fc.record({ ipBlock: block }),
);
const rule = fc.record({
  peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
  ports: fc.subarray([{ port: 80 }, { port: 81 }, { port: 'http' }], { minLength: 1 }),
});
const policy = fc
  .record({
    namespace: fc.constantFrom('x', 'y'),
    direction: fc.constantFrom('Ingress' as const, 'Egress' as const),
    podSelector,
    rules: fc.array(rule, { maxLength: 3 }),
  })
  .map(
    ({ namespace, direction, podSelector: selects, rules }): NetworkPolicy => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace },
      spec: {
        podSelector: selects,
        policyTypes: [direction],
        ...(direction === 'Ingress'
          ? { ingress: rules.map((r) => ({ from: r.peers, ports: r.ports })) }
          : { egress: rules.map((r) => ({ to: r.peers, ports: r.ports })) }),
      },
    }),
  );
/** Nobody knows their addresses yet, nor the labels of their namespaces. */
const pods: readonly Workload[] = (['x', 'y'] as const).flatMap((namespace) =>
  ['a', 'b'].map((app) => ({
    namespace,
    name: app,
    kind: 'Deployment',
    labels: { app },
    hostNetwork: false,
    addresses: [],
    ports: [{ name: 'http', port: 80, protocol: 'TCP' as const }],
  })),
);
const worldOf = (policies: readonly NetworkPolicy[]): World => ({
  namespaces: [],
  services: [],
  workloads: pods,
  policies: policies.map((p) => located(p, 'p')),
});
const address = fc.tuple(
  fc.constantFrom('10.0.0.1', '192.168.0.1', '9.0.0.1', '1.2.3.4'),
  fc.constantFrom('fd00::1', '2001:db8::1', '::1:1'),
);
/** What a cluster might say of all that is not known: addresses of both families, and labels of the namespaces. */
const completion = fc.record({
  addresses: fc.array(address, { minLength: pods.length, maxLength: pods.length }),
  labels: fc.array(fc.constantFrom({}, ...teams.map((team) => ({ team }))), { minLength: 2, maxLength: 2 }),
});

/** The verdict on every pair and port, in one order. */
function verdictsOf(world: World): Verdict[] {
  const compiled = compile(world);
  return compiled.index.workloads.flatMap((_, from) =>
    compiled.index.workloads.flatMap((__, workload) =>
      [80, 81, 82].map((port) => verdictOf(compiled, { workload: from }, { workload }, 'TCP', port)),
    ),
  );
}

test('a verdict of allowed or denied holds whatever the unknown addresses and labels are', () => {
  let unknown = 0;
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 4 }), completion, (policies, { addresses, labels }) => {
      const world = worldOf(policies);
      const before = verdictsOf(world);
      const after = verdictsOf({
        ...world,
        namespaces: ['x', 'y'].map((name, i) => ({ name, labels: labels[i] ?? {} })),
        workloads: pods.map((pod, i) => ({ ...pod, addresses: addresses[i] ?? [] })),
      });
      expect(after).not.toContain('unknown');
      before.forEach((verdict, i) => {
        if (verdict === 'unknown') unknown++;
        else expect(after[i]).toBe(verdict);
      });
    }),
    { numRuns: 2000 },
  );
  expect(unknown).toBeGreaterThan(1000);
});

test('is unknown for one undecided block or selector only where both answers are possible', () => {
  const one = fc.record({ peer, port: fc.constantFrom(80, 81) });
  fc.assert(
    fc.property(one, fc.array(completion, { minLength: 60, maxLength: 60 }), ({ peer: only, port }, completions) => {
      const world = worldOf([
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'p', namespace: 'x' },
          spec: { podSelector: {}, ingress: [{ from: [only], ports: [{ port }] }] },
        },
      ]);
      const seen = completions.map(({ addresses, labels }) =>
        verdictsOf({
          ...world,
          namespaces: ['x', 'y'].map((name, i) => ({ name, labels: labels[i] ?? {} })),
          workloads: pods.map((pod, i) => ({ ...pod, addresses: addresses[i] ?? [] })),
        }),
      );
      verdictsOf(world).forEach((verdict, i) => {
        if (verdict === 'unknown') expect(new Set(seen.map((s) => s[i])).size).toBe(2);
      });
    }),
    { numRuns: 100 },
  );
});

test('decides a selector by the known labels exactly where unknown labels make no difference', () => {
  const expression = fc
    .record({
      key: fc.constantFrom('known', 'team', 'env'),
      operator: fc.constantFrom('In' as const, 'NotIn' as const, 'Exists' as const, 'DoesNotExist' as const),
      values: fc.subarray(['a', 'b'], { minLength: 1 }),
    })
    .map(({ values, ...rest }) => (rest.operator.endsWith('In') ? { ...rest, values } : rest));
  const values = [undefined, 'a', 'b', 'c'];
  const others = values.flatMap((team) =>
    values.map((env) => ({ ...(team === undefined ? {} : { team }), ...(env === undefined ? {} : { env }) })),
  );
  fc.assert(
    fc.property(fc.array(expression, { maxLength: 4 }), (matchExpressions) => {
      const known = { known: 'a' };
      const all = new Set(others.map((labels) => matches({ matchExpressions }, { ...known, ...labels })));
      expect(matchesPartly({ matchExpressions }, known)).toBe(all.size === 2 ? undefined : [...all][0]);
    }),
    { numRuns: 2000 },
  );
});

const verdict = fc.constantFrom<Verdict>('allowed', 'denied', 'unknown');
/** One port with a verdict. */
const reachOf = (is: Verdict) => {
  const port = ports('TCP', 80);
  return is === 'denied'
    ? reachOfNone
    : is === 'allowed'
      ? certain(port)
      : { ...certain(port), allowed: reachOfNone.allowed };
};

test('combines verdicts by three-valued logic', () => {
  const order: readonly Verdict[] = ['denied', 'unknown', 'allowed'];
  fc.assert(
    fc.property(verdict, verdict, (a, b) => {
      const [i, j] = [order.indexOf(a), order.indexOf(b)];
      const [x, y] = [reachOf(a), reachOf(b)];
      expect(verdictAt(eitherReach(x, y), 'TCP', 80)).toBe(order[Math.max(i, j)]);
      expect(verdictAt(bothReach(x, y), 'TCP', 80)).toBe(order[Math.min(i, j)]);
    }),
  );
  const all: readonly Protocol[] = protocols;
  for (const protocol of all) expect(verdictAt(reachOfAll, protocol, 65_535)).toBe('allowed');
  expect(isDenied(reachOfNone)).toBe(true);
});
