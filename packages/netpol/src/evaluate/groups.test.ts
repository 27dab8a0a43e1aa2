import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LocatedPolicy, Workload, World } from '../model/world.ts';
import { describePorts } from '../ports/port-set.ts';
import { located } from '../review/located.ts';
import { compile } from './compile.ts';
import { endpointNamed, reach, workloadsNamed } from './reach.ts';

const labels = fc.record(
  {
    app: fc.constantFrom('a', 'b'),
    'pod-template-hash': fc.constantFrom('x', 'y'),
    'statefulset.kubernetes.io/pod-name': fc.constantFrom('db-0', 'db-1', 'db-2'),
  },
  { requiredKeys: ['app'] },
);
const port = fc.record({ name: fc.constantFrom('http', 'admin'), port: fc.constantFrom(80, 81) });
const pod = fc.record({
  controller: fc.constantFrom('one', 'two'),
  set: fc.constantFrom('x', 'y'),
  labels,
  hostNetwork: fc.boolean(),
  addresses: fc.constantFrom([], ['10.0.0.1'], ['10.0.0.9'], ['10.0.1.1'], ['10.0.0.1', 'fd00::1']),
  ports: fc.uniqueArray(port, { maxLength: 2, selector: (p) => p.name }),
});
const selector = fc.constantFrom(
  {},
  { matchLabels: { app: 'a' } },
  { matchLabels: { 'pod-template-hash': 'x' } },
  { matchExpressions: [{ key: 'statefulset.kubernetes.io/pod-name', operator: 'NotIn' as const, values: ['db-0'] }] },
  { matchExpressions: [{ key: 'pod-template-hash', operator: 'Exists' as const }] },
);
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.constantFrom('10.0.0.0/24', '10.0.0.8/29', '0.0.0.0/0', 'fd00::/64').map((cidr) => ({ ipBlock: { cidr } })),
);
const policy = fc
  .record({
    podSelector: selector,
    direction: fc.constantFrom('Ingress' as const, 'Egress' as const),
    rules: fc.array(fc.tuple(fc.array(peer, { maxLength: 2 }), fc.constantFrom(80, 81, 'http', 'admin')), {
      maxLength: 2,
    }),
  })
  .map(({ podSelector, direction, rules }): LocatedPolicy => {
    const of = (side: 'from' | 'to') => rules.map(([peers, named]) => ({ [side]: peers, ports: [{ port: named }] }));
    const rest = direction === 'Ingress' ? { ingress: of('from') } : { egress: of('to') };
    return located(
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p', namespace: 'shop' },
        spec: { podSelector, policyTypes: [direction], ...rest },
      },
      'p',
    );
  });
const randomWorld = fc.tuple(fc.array(pod, { minLength: 2, maxLength: 8 }), fc.array(policy, { maxLength: 3 })).map(
  ([pods, policies]): World => ({
    namespaces: [],
    services: [],
    policies,
    workloads: pods.map(
      ({ controller, set, ports, ...rest }, i): Workload => ({
        ...rest,
        namespace: 'shop',
        name: `pod-${i}`,
        kind: 'Pod',
        pods: [`pod-${i}`],
        owners: [
          { kind: 'ReplicaSet', name: `${controller}-${set}` },
          { kind: 'Deployment', name: controller },
        ],
        ports: ports.map((p) => ({ ...p, protocol: 'TCP' })),
      }),
    ),
  }),
);
/** The same pods as nobody's: then none is grouped. */
const single = (world: World): World => ({
  ...world,
  workloads: world.workloads.map(({ owners: _, ...workload }) => workload),
});

test('pods of a group reach, and are reached by, exactly what each of them is by itself', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      const [together, apart] = [compile(world), compile(single(world))];
      const said = (compiled: typeof apart, from: string, to: string) => {
        const ends = [from, to].map((name) => endpointNamed(compiled, `shop/${name}`) ?? expect.fail(name));
        const { allowed, possible } = reach(compiled, ends[0] as never, ends[1] as never);
        return `${describePorts(allowed)} / ${describePorts(possible)}`;
      };
      for (const a of world.workloads)
        for (const b of world.workloads)
          if (a !== b) expect(said(together, a.name, b.name)).toBe(said(apart, a.name, b.name));
    }),
    { numRuns: 2000 },
  );
});

test('each pod is in one group, which is found by the name of the pod, of its ReplicaSet and of its Deployment', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      const compiled = compile(world);
      const { workloads } = compiled.index;
      expect(workloads.flatMap((w) => w.pods ?? []).sort()).toEqual(world.workloads.map((w) => w.name).sort());
      expect(new Set(workloads.map((w) => `${w.name}[${w.kind}]`)).size).toBe(workloads.length);
      for (const { name, owners = [] } of world.workloads) {
        const own = workloads.findIndex((w) => w.pods?.includes(name));
        expect(workloadsNamed(compiled, `shop/${name}`)).toContain(own);
        expect(workloadsNamed(compiled, `shop/${name}[Pod]`)).toEqual([own]);
        for (const owner of owners) {
          const found = workloadsNamed(compiled, `shop/${owner.name}[${owner.kind}]`);
          expect(found.length).toBeGreaterThan(0);
        }
      }
    }),
  );
});

test('groups stay as they are when they are grouped again', () => {
  fc.assert(
    fc.property(randomWorld, (world) => {
      const { workloads } = compile(world).index;
      expect(compile({ ...world, workloads }).index.workloads).toEqual(workloads);
    }),
  );
});
