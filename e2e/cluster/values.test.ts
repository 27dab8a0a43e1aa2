import { ClusterFault } from '@headrace/cluster';
import { readWorld } from '@headrace/netpol';
import { array, constant, constantFrom, oneof, option, record, sample } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { api, apply } from './api.ts';

const namespace = 'values';

beforeAll(() => apply(`{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`));

type Value = unknown;
type Written = Readonly<Record<string, Value>>;

/** Values as people write and mistake them: numbers, numbers as texts, names, nothing. */
const port = oneof(
  { weight: 6, arbitrary: constantFrom<Value[]>(80, 443, 8080, 65_535) },
  constantFrom<Value[]>('80', 'http', '', 0, -1, 70_000, 80.5, true, null, [80], {}),
);
const protocol = oneof(
  { weight: 4, arbitrary: constantFrom<Value[]>('TCP', 'UDP', 'SCTP') },
  constantFrom<Value[]>('udp', 'Tcp', 'ICMP', '', null, 6),
);
const name = oneof(
  { weight: 4, arbitrary: constantFrom<Value[]>('http', 'a', 'b-2', 'web') },
  constantFrom<Value[]>(
    'HTTP',
    '80',
    'a--b',
    '-a',
    'a-name-that-is-too-long',
    '',
    null,
    8,
    'x'.repeat(63),
    'x'.repeat(64),
  ),
);
const some = (value: typeof port) => option(value, { nil: undefined, freq: 3 });

const containerPort = record({
  name: some(name),
  containerPort: port,
  hostPort: option(port, { nil: undefined, freq: 1 }),
  protocol: some(protocol),
});
const pods = record({
  ports: array(oneof({ weight: 12, arbitrary: containerPort }, constant<Value>('80')), { maxLength: 3 }),
  hostNetwork: constantFrom(true, false, false, false),
}).map(
  ({ ports, hostNetwork }): Written => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'asked', namespace },
    spec: { hostNetwork, automountServiceAccountToken: false, containers: [{ name: 'main', image: 'nothing', ports }] },
  }),
);

const servicePort = record({ name: some(name), port, targetPort: some(port), protocol: some(protocol) });
const services = record({
  ports: array(servicePort, { maxLength: 3 }),
  type: oneof(
    { weight: 5, arbitrary: constantFrom<Value[]>('ClusterIP', undefined) },
    constantFrom<Value[]>('Clusterip', '', 'Node', null),
  ),
}).map(
  ({ ports, type }): Written => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'asked', namespace },
    spec: { selector: { app: 'a' }, type, ports },
  }),
);

const labels = constantFrom<Value[]>({ app: 'a' }, { app: 'b' }, { app: 'a', tier: 'web' });
const selectors = oneof(
  labels.map((matchLabels) => ({ matchLabels })),
  constantFrom<Value[]>(
    {},
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] },
    { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
  ),
);
const controllers = record({
  kind: constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'),
  selector: selectors,
  labels,
}).map(
  ({ kind, selector, labels: own }): Written => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'asked', namespace },
    spec: {
      selector,
      template: { metadata: { labels: own }, spec: { containers: [{ name: 'main', image: 'nothing' }] } },
    },
  }),
);

const paths: Readonly<Record<string, string>> = {
  Pod: `/api/v1/namespaces/${namespace}/pods`,
  Service: `/api/v1/namespaces/${namespace}/services`,
  Deployment: `/apis/apps/v1/namespaces/${namespace}/deployments`,
  StatefulSet: `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
  DaemonSet: `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
  ReplicaSet: `/apis/apps/v1/namespaces/${namespace}/replicasets`,
};

/** Why the API server refuses an object, without keeping it; undefined where it takes it. */
async function refused(object: Written): Promise<string | undefined> {
  const call = { method: 'POST' as const, what: 'ask for an object', body: object, query: { dryRun: 'All' } };
  try {
    await api().call(paths[String(object.kind)] ?? '', call);
    return undefined;
  } catch (e) {
    if (e instanceof ClusterFault && (e.status === 400 || e.status === 422)) return e.message;
    throw e;
  }
}

const ours = (object: Written): string[] =>
  readWorld([{ file: 'asked.yaml', text: stringify(object) }])
    .findings.filter((f) => f.severity === 'error')
    .map((f) => f.code);

test.each([
  ['pods', pods, 600],
  ['Services', services, 600],
  ['controllers', controllers, 150],
] as const)(
  'the API server refuses the values of %s that we refuse, and takes those that we take',
  async (_, objects, count) => {
    const all = sample(objects, count) as Written[];
    const differences: unknown[] = [];
    let taken = 0;
    for (let i = 0; i < all.length; i += 20)
      await Promise.all(
        all.slice(i, i + 20).map(async (object) => {
          const why = await refused(object);
          if (why === undefined) taken++;
          if ((why === undefined) !== (ours(object).length === 0))
            differences.push({ object: JSON.stringify(object.spec), why, ours: ours(object) });
        }),
      );
    expect(differences.slice(0, 5)).toEqual([]);
    expect(taken).toBeGreaterThan(count / 20);
    expect(taken).toBeLessThan(count);
  },
);
