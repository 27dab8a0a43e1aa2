import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkPolicy } from '../model/policy.ts';
import type { LocatedPolicy, Workload, World } from '../model/world.ts';
import { describePorts, sameSet } from '../ports/port-set.ts';
import { compile, withPolicies } from './compile.ts';
import { type Endpoint, endpointNamed, reach, workloadsNamed } from './reach.ts';

const pod = (name: string, addresses: string[], kind = 'Pod'): Workload => ({
  namespace: 'shop',
  name,
  kind,
  labels: { app: name },
  hostNetwork: false,
  addresses,
  ports: [],
});
const placed = (policy: NetworkPolicy): LocatedPolicy => ({
  policy,
  placeOf: () => ({ file: 'policy.yaml', line: 1, column: 1 }),
});
const policy = (name: string, spec: NetworkPolicy['spec']): LocatedPolicy =>
  placed({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec });
const world = (workloads: Workload[], policies: LocatedPolicy[] = []): World => ({
  namespaces: [],
  services: [],
  workloads,
  policies,
});

function ports(of: World, from: string, to: string): string {
  const compiled = compile(of);
  const { allowed, possible } = reach(
    compiled,
    endpointNamed(compiled, from) as Endpoint,
    endpointNamed(compiled, to) as Endpoint,
  );
  return sameSet(allowed, possible)
    ? describePorts(allowed)
    : `${describePorts(allowed)}, perhaps ${describePorts(possible)}`;
}

test('denies pods without a common address family, and does not where a family is not known', () => {
  const pods = [
    pod('four', ['10.0.0.1']),
    pod('six', ['fd00::1']),
    pod('both', ['10.0.0.2', 'fd00::2']),
    pod('new', []),
  ];
  expect(ports(world(pods), 'shop/four', 'shop/six')).toBe('no port');
  expect(ports(world(pods), 'shop/four', 'shop/both')).toBe('all ports');
  expect(ports(world(pods), 'shop/both', 'shop/six')).toBe('all ports');
  expect(ports(world(pods), 'shop/new', 'shop/six')).toBe('all ports');
  expect(ports(world(pods), 'shop/new', 'shop/new')).toBe('all ports');
});

test('applies blocks of both families to a pod whose addresses are not known', () => {
  const pods = [
    pod('new', []),
    pod('four', ['10.0.0.1']),
    pod('six', ['fd00::1']),
    pod('both', ['10.0.1.1', 'fd00::2']),
  ];
  const six = policy('six', {
    podSelector: { matchLabels: { app: 'new' } },
    ingress: [{ from: [{ ipBlock: { cidr: 'fd00::/64' } }] }],
  });
  expect(ports(world(pods, [six]), 'shop/six', 'shop/new')).toBe('all ports');
  expect(ports(world(pods, [six]), 'shop/both', 'shop/new')).toBe('all ports');
  expect(ports(world(pods, [six]), 'shop/four', 'shop/new')).toBe('no port');
});

test('restricts an address outside by no policy of its own', () => {
  const pods = [pod('web', ['10.0.0.1'])];
  const open = policy('web', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] });
  expect(ports(world(pods, [open]), '203.0.113.7', 'shop/web')).toBe('all ports');
  expect(ports(world(pods, [open]), '198.51.100.7', 'shop/web')).toBe('no port');
  expect(ports(world(pods, [open]), 'shop/web', '198.51.100.7')).toBe('all ports');
});

test('reaches an address outside over its own family only', () => {
  const pods = [pod('six', ['fd00::1'])];
  expect(ports(world(pods), 'shop/six', '198.51.100.7')).toBe('no port');
  expect(ports(world(pods), 'shop/six', '2001:db8::7')).toBe('all ports');
});

test('opens ports by number only to an address outside, which has no named ports', () => {
  const pods = [pod('web', ['10.0.0.1'])];
  const out = (...of: (string | number)[]) =>
    policy('out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: of.map((port) => ({ port })) }] });
  expect(ports(world(pods, [out('https')]), 'shop/web', '198.51.100.7')).toBe('no port');
  expect(ports(world(pods, [out('https', 80)]), 'shop/web', '198.51.100.7')).toBe('TCP 80');
});

test('ignores a malformed block and a malformed address, and keeps those beside them', () => {
  const pods = [pod('web', ['pending', '10.0.0.1']), pod('db', [])];
  const from = (cidr: string, ...except: string[]) =>
    policy('db', { podSelector: { matchLabels: { app: 'db' } }, ingress: [{ from: [{ ipBlock: { cidr, except } }] }] });
  for (const caller of ['shop/web', '10.0.0.9']) {
    expect(ports(world(pods, [from('nonsense')]), caller, 'shop/db'), caller).toBe('no port');
    expect(ports(world(pods, [from('10.0.0.0/24', 'nonsense')]), caller, 'shop/db'), caller).toBe('all ports');
  }
});

test('a pod always reaches itself; one replica of a workload need not reach another', () => {
  const deny = policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  expect(ports(world([pod('web', ['10.0.0.1'])], [deny]), 'shop/web', 'shop/web')).toBe('all ports');
  expect(ports(world([pod('web', [], 'Deployment')], [deny]), 'shop/web', 'shop/web')).toBe('no port');
});

test('finds an endpoint by the name of a workload or by an address, which may be that of a pod', () => {
  const compiled = compile(world([pod('web', ['10.0.0.1'])]));
  expect(endpointNamed(compiled, 'shop/none')).toBeUndefined();
  expect(endpointNamed(compiled, '10.0.0.1')).toEqual(endpointNamed(compiled, 'shop/web'));
  expect(endpointNamed(compiled, '10.0.0.2')).not.toEqual(endpointNamed(compiled, 'shop/web'));
});

test('needs the kind to tell two workloads of the same name apart', () => {
  const compiled = compile(world([pod('db', []), pod('web', []), pod('web', [], 'Deployment')]));
  const [, first, second] = compiled.index.workloads.map((_, workload) => ({ workload }));
  expect(endpointNamed(compiled, 'shop/web')).toBeUndefined();
  expect(workloadsNamed(compiled, 'shop/web').map((workload) => ({ workload }))).toEqual([first, second]);
  expect(endpointNamed(compiled, 'shop/web[Pod]')).toEqual(first);
  expect(endpointNamed(compiled, 'shop/web[Deployment]')).toEqual(second);
  expect(endpointNamed(compiled, 'shop/web[Job]')).toBeUndefined();
});

test('finds a dual-stack pod by each of its addresses, and by no address of the other family with the same number', () => {
  const compiled = compile(world([pod('db', ['10.0.0.1']), pod('web', ['10.0.0.2', 'fd00::2'])]));
  expect(endpointNamed(compiled, '10.0.0.2')).toEqual(endpointNamed(compiled, 'shop/web'));
  expect(endpointNamed(compiled, 'fd00::2')).toEqual(endpointNamed(compiled, 'shop/web'));
  expect(endpointNamed(compiled, '[fd00::2]')).toEqual(endpointNamed(compiled, 'shop/web'));
  for (const half of ['fd00::2]', '[fd00::2', '1[0.0.0.2]', '[10.0.0.]2'])
    expect(endpointNamed(compiled, half), half).toBeUndefined();
  expect(endpointNamed(compiled, '::a00:2')).toEqual({ address: { family: 6, value: 0x0a000002n } });
});

test('gives the same answers after exchanging policies one by one as after reading all anew', () => {
  const apps = ['a', 'b', 'c'];
  const pods = apps.map((app, i) => pod(app, [`10.0.0.${i + 1}`]));
  const peers = fc.array(fc.constantFrom(...apps), { maxLength: 2 });
  const one = fc.record({ app: fc.constantFrom(...apps), peers, port: fc.constantFrom(80, 443), out: fc.boolean() });
  const made = one.map(({ app, peers: named, port, out }) => {
    const to = named.map((peer) => ({ podSelector: { matchLabels: { app: peer } } }));
    const podSelector = { matchLabels: { app } };
    return out
      ? policy(`${app}-out`, { podSelector, policyTypes: ['Egress'], egress: [{ to, ports: [{ port }] }] })
      : policy(`${app}-in`, { podSelector, ingress: [{ from: to, ports: [{ port }] }] });
  });
  fc.assert(
    fc.property(
      fc.array(made, { maxLength: 5 }),
      fc.array(fc.array(made, { maxLength: 4 }), { maxLength: 3 }),
      (first, then) => {
        let compiled = compile(world(pods, first));
        let now = first;
        for (const next of then) {
          now = [...now.filter((_, i) => i % 2 === 0), ...next];
          compiled = withPolicies(compiled, now);
          const fresh = compile(world(pods, now));
          for (const from of apps)
            for (const to of apps) {
              const ends = (of: typeof compiled) =>
                [endpointNamed(of, `shop/${from}`) as Endpoint, endpointNamed(of, `shop/${to}`) as Endpoint] as const;
              expect(reach(compiled, ...ends(compiled))).toEqual(reach(fresh, ...ends(fresh)));
            }
        }
      },
    ),
  );
});
