import { expect, test } from 'vitest';
import type { Workload } from '../model/world.ts';
import { located } from '../review/located.ts';
import { grouped, isCalled } from './groups.ts';

const pod = (name: string, more: Partial<Workload> = {}): Workload => ({
  namespace: 'shop',
  name,
  kind: 'Pod',
  labels: { app: 'db' },
  hostNetwork: false,
  addresses: [],
  ports: [],
  pods: [name],
  ...more,
});
const set = [{ kind: 'StatefulSet', name: 'db' }];
const rollout = (hash: string) => [
  { kind: 'ReplicaSet', name: `db-${hash}` },
  { kind: 'Deployment', name: 'db' },
];
const template = (more: Partial<Workload> = {}): Workload => {
  const { pods: _, ...rest } = pod('db', { kind: 'Deployment', ...more });
  return rest;
};
const policy = (spec: Parameters<typeof located>[0]['spec']) =>
  located(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' }, spec },
    'p',
  );
const named = (workloads: readonly Workload[], ...policies: ReturnType<typeof policy>[]) =>
  grouped(workloads, policies).map(({ name, kind, pods = [] }) => `${name}[${kind}] ${pods.join(' ')}`.trim());

const podName = 'statefulset.kubernetes.io/pod-name';
const ofSet = ['db-0', 'db-1', 'db-2'].map((name) =>
  pod(name, { labels: { app: 'db', [podName]: name }, owners: set }),
);
const http = (port: number) => [{ name: 'http', port, protocol: 'TCP' as const }];

test.each<[string, Workload[], string[]]>([
  [
    'pods of one controller are called as it',
    [pod('db-0', { owners: set }), pod('db-1', { owners: set })],
    ['db[StatefulSet] db-0 db-1'],
  ],
  ['the only pod of a controller is called as it', [pod('db-0', { owners: set })], ['db[StatefulSet] db-0']],
  ['a pod of nobody is called as itself', [pod('db-0'), pod('db-1')], ['db-0[Pod] db-0', 'db-1[Pod] db-1']],
  ['a template stands for pods that are not there', [template()], ['db[Deployment]']],
  [
    'a template does not count beside pods that are there, which may differ from it',
    [template({ ports: http(80) }), pod('db-x-1', { owners: rollout('x'), ports: http(81) })],
    ['db[Deployment] db-x-1'],
  ],
  [
    'pods of a rollout that moved a port are called as their ReplicaSets',
    [
      pod('db-x-1', { owners: rollout('x'), ports: http(80) }),
      pod('db-x-2', { owners: rollout('x'), ports: http(80) }),
      pod('db-y-1', { owners: rollout('y'), ports: http(81) }),
    ],
    ['db-x[ReplicaSet] db-x-1 db-x-2', 'db-y[ReplicaSet] db-y-1'],
  ],
  [
    'pods of one ReplicaSet that differ are called as the first of each kind',
    [
      pod('db-x-1', { owners: rollout('x'), labels: { app: 'db', injected: 'yes' } }),
      pod('db-x-2', { owners: rollout('x') }),
      pod('db-x-3', { owners: rollout('x') }),
    ],
    ['db-x-1[Pod] db-x-1', 'db-x-2+1[Deployment] db-x-2 db-x-3'],
  ],
  ['pods that only their own names tell apart are one group', ofSet, ['db[StatefulSet] db-0 db-1 db-2']],
  [
    'pods of a controller on the network of the node are apart',
    [pod('db-0', { owners: set }), pod('db-1', { owners: set, hostNetwork: true })],
    ['db-0[Pod] db-0', 'db-1[Pod] db-1'],
  ],
  [
    'addresses of another family are apart, and a pod without an address is like the first',
    [
      pod('db-0', { owners: set, addresses: ['10.0.0.1'] }),
      pod('db-1', { owners: set, addresses: ['fd00::1'] }),
      pod('db-2', { owners: set }),
    ],
    ['db-0+1[StatefulSet] db-0 db-2', 'db-1[Pod] db-1'],
  ],
  [
    'controllers of the same name in two namespaces are two',
    [pod('db-0', { owners: set }), pod('db-0', { owners: set, namespace: 'other' })],
    ['db[StatefulSet] db-0', 'db[StatefulSet] db-0'],
  ],
])('%s', (_, workloads, names) => {
  expect(named(workloads)).toEqual(names);
});

// `kubectl get pods` shows such labels; a selector may name one all the same.
test('a selector that names one pod of a StatefulSet tells it from the others', () => {
  const one = policy({ podSelector: { matchLabels: { [podName]: 'db-1' } } });
  expect(named(ofSet, one)).toEqual(['db-0+1[StatefulSet] db-0 db-2', 'db-1[Pod] db-1']);
});

test('a selector that asks whether the label is there tells none from the others', () => {
  const any = policy({ podSelector: { matchExpressions: [{ key: podName, operator: 'Exists' }] } });
  expect(named(ofSet, any)).toEqual(['db[StatefulSet] db-0 db-1 db-2']);
});

test('blocks tell pods apart by the part of all addresses in which they are', () => {
  const pods = ['10.0.0.1', '10.0.0.2', '10.0.1.1', ''].map((ip, i) =>
    pod(`db-${i}`, { owners: set, addresses: ip ? [ip] : [] }),
  );
  const block = (cidr: string) => policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr } }] }] });
  expect(named(pods, block('10.0.0.0/24'))).toEqual([
    'db-0+1[StatefulSet] db-0 db-1',
    'db-2[Pod] db-2',
    'db-3[Pod] db-3',
  ]);
  expect(named(pods, block('0.0.0.0/0'))).toEqual(['db[StatefulSet] db-0 db-1 db-2 db-3']);
});

test('labels that differ within a group are none of it', () => {
  const [only, ...others] = grouped(ofSet, []);
  expect(others).toEqual([]);
  expect(only?.labels).toEqual({ app: 'db' });
});

test.each([
  ['shop/db-x-1', true],
  ['shop/db-x-1[Pod]', true],
  ['shop/db-x[ReplicaSet]', true],
  ['shop/db', true],
  ['shop/db[Deployment]', true],
  ['shop/db[StatefulSet]', false],
  ['other/db', false],
  ['db', false],
  ['shop/db-x-1[Deployment]', false],
])('“%s” calls a group by its own name, that of its controllers or of its pods: %s', (name, is) => {
  const [only] = grouped([pod('db-x-1', { owners: rollout('x') }), pod('db-x-2', { owners: rollout('x') })], []);
  expect(only && isCalled(only, name)).toBe(is);
});
