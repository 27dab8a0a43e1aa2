import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterFault } from '@headrace/cluster';
import type { NetworkPolicy } from '@headrace/netpol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { api, apply } from './api.ts';
import { netpol } from './headrace.ts';

const namespace = 'streams';
const root = `/apis/flink.apache.org/v1beta1/namespaces/${namespace}/flinkdeployments`;
const definition = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/flinkdeployments.flink.apache.org';
const policiesPath = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;

const pod = (name: string, labels: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: nothing}]}}`;
const ofFlink = (component: string) => `app: orders, type: flink-native-kubernetes, component: ${component}`;

beforeAll(async () => {
  await apply(
    [
      `{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`,
      pod('orders', ofFlink('jobmanager')),
      pod('orders-taskmanager-1-1', ofFlink('taskmanager')),
    ].join('\n---\n'),
  );
});
afterAll(() => api().call(definition, { method: 'DELETE', what: 'delete the definition' }));

/** As the operator's own definition: the API server keeps whatever stands under spec. */
const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: flinkdeployments.flink.apache.org}
spec:
  group: flink.apache.org
  scope: Namespaced
  names: {kind: FlinkDeployment, plural: flinkdeployments, singular: flinkdeployment}
  versions:
    - name: v1beta1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}
`;

const blueGreens = root.replace('flinkdeployments', 'flinkbluegreendeployments');
const blueGreenDefinition = definition.replace('flinkdeployments', 'flinkbluegreendeployments');
const blueGreenCrd = crd
  .replaceAll('FlinkDeployment', 'FlinkBlueGreenDeployment')
  .replaceAll('flinkdeployment', 'flinkbluegreendeployment');

/** Ports other than Flink's own, keys as the operator writes them. */
const changed = {
  'rest.port': '18081',
  'jobmanager.rpc.port': '16123',
  'blob.server.port': '50100',
  'metrics.internal.query-service.port': '50200-50202',
  'taskmanager.data.port': '16121',
  'taskmanager.rpc.port': '16122',
  'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
  'metrics.reporter.prom.port': '19249',
};

const deploy = (name: string, flinkConfiguration: Readonly<Record<string, string>>) =>
  apply(
    stringify({
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkDeployment',
      metadata: { name, namespace },
      spec: { flinkVersion: 'v2_3', flinkConfiguration },
    }),
  );

const ask = (command: string, ...args: string[]) =>
  netpol(command, '--profile', 'apache-flink', '-n', namespace, ...args);
const applied = () => ask('apply', '--deny-all', 'ingress', '--settle', '1', '--yes');

test('a cluster that does not know the kind: Flink has its own ports, and no name', async () => {
  const { code, out, err } = await ask('review');
  expect(err).toBe('');
  expect(out).toContain(`The policy ${namespace}/flink-jobmanager is not there.`);
  expect(out).toContain('on TCP 6123 (RPC inside the Flink cluster');
  expect(code).toBe(1);
});

describe('a cluster that has the kind', () => {
  beforeAll(served);
  beforeEach(async () => {
    for (const path of [policiesPath, root])
      await api().call(path, { method: 'DELETE', what: `delete all of ${path}` });
    await deploy('orders', changed);
  });

  test('review takes the ports and the name of its FlinkDeployment', async () => {
    const { code, out } = await ask('review');
    expect(out).toContain(`The policy ${namespace}/orders-jobmanager is not there.`);
    const calls = `${namespace}/orders-taskmanager-1-1[Pod] to ${namespace}/orders[Pod] on TCP`;
    for (const port of ['16123', '50100']) expect(out).toContain(`${calls} ${port} (`);
    expect(out).toContain(`${namespace}/orders[Pod] to ${namespace}/orders-taskmanager-1-1[Pod] on TCP 50200-50202 (`);
    for (const port of [6123, 6124]) expect(out).not.toContain(`on TCP ${port} `);
    expect(code).toBe(1);
  });

  test('apply opens these ports under this name, and a review then finds nothing that differs', async () => {
    const { code, out } = await applied();
    expect(out).toContain('Applied. No two pods of this installation run there yet, so nothing could be tried.');
    expect(code).toBe(0);
    expect(await portsOf('orders-jobmanager')).toEqual([18081, 16123, 50100, 19249]);
    expect(await portsOf('orders-taskmanager')).toEqual(
      expect.arrayContaining([16121, 16122, 50200, 50201, 50202, 19249]),
    );
    const review = await ask('review', '-o', 'json');
    const codes = (JSON.parse(review.out) as { code: string }[]).map((f) => f.code);
    const differing = ['review/not-applied', 'review/drift', 'review/missing', 'review/breaks-under-default-deny'];
    expect(codes.filter((c) => differing.includes(c))).toEqual([]);
    await deploy('orders', { ...changed, 'rest.port': '28081' });
    const moved = await ask('review');
    expect(moved.out).toContain(
      `review/drift The policy ${namespace}/orders-jobmanager differs from what would be generated.`,
    );
  });

  test('which of two is meant must be said: a sentence, exit code 2, and nothing is applied', async () => {
    await deploy('refunds', {});
    for (const { code, out, err } of [await ask('review'), await applied()]) {
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(
        `Namespace '${namespace}' has 2 FlinkDeployments (orders, refunds): save the one that is meant to a file and name it with --flink-deployment.`,
      );
    }
    expect(await policies()).toEqual([]);
  });

  test('a port that is none is an error at its FlinkDeployment, and nothing is applied', async () => {
    await deploy('orders', { ...changed, 'jobmanager.rpc.port': 'many' });
    const line = `cluster:${namespace}/FlinkDeployment/orders: error flink/not-a-port jobmanager.rpc.port cannot be opened: 'many' is no port.`;
    const review = await ask('review');
    expect(review.out).toContain(line);
    expect(review.code).toBe(1);
    const { code, out, err } = await applied();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(line);
    expect(err).toContain('Nothing was applied');
    expect(await policies()).toEqual([]);
  });
});

describe('a cluster that has the kind with two children', () => {
  beforeAll(async () => {
    await served();
    await apply(blueGreenCrd);
    await answers(blueGreens);
    await api().call(root, { method: 'DELETE', what: 'delete all FlinkDeployments' });
  });
  afterAll(() => api().call(blueGreenDefinition, { method: 'DELETE', what: 'delete the definition' }));

  test('the policies of both children come from the resource, and the children that the operator made are no second answer', async () => {
    await apply(
      stringify({
        apiVersion: 'flink.apache.org/v1beta1',
        kind: 'FlinkBlueGreenDeployment',
        metadata: { name: 'bills', namespace },
        spec: { template: { spec: { flinkVersion: 'v2_3', flinkConfiguration: changed } } },
      }),
    );
    for (const child of ['bills-blue', 'bills-green']) await deploy(child, changed);
    const { out, err } = await ask('review');
    expect(err).toBe('');
    for (const child of ['bills-blue', 'bills-green'])
      expect(out).toContain(`The policy ${namespace}/${child}-jobmanager is not there.`);
  });
});

async function policies(): Promise<NetworkPolicy[]> {
  return ((await api().call(policiesPath, { what: 'list policies' })) as { items: NetworkPolicy[] }).items;
}

/** Ports that come in, in the order of the rules. */
async function portsOf(name: string): Promise<unknown[]> {
  const found = (await policies()).find((p) => p.metadata.name === name);
  return (found?.spec.ingress ?? []).flatMap((rule) => (rule.ports ?? []).map((p) => p.port));
}

/** Takes the definition of the kind; the API server serves it a moment later. */
async function served(): Promise<void> {
  await apply(crd);
  await answers(root);
}

async function answers(path: string): Promise<void> {
  for (;;) {
    try {
      await api().call(path, { what: `list ${path}` });
      return;
    } catch (e) {
      if (!(e instanceof ClusterFault) || e.status !== 404) throw e;
      await sleep(50);
    }
  }
}
