import { describe, expect, test } from 'vitest';
import { type Answer, type Asked, scriptedApi, status } from '../testing/scripted-api.ts';
import { readCluster } from './read-cluster.ts';

const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { team: name } },
});
const pod = (name: string, owner?: { kind: string; name: string; uid: string }) => ({
  metadata: {
    name,
    namespace: 'shop',
    uid: `uid-${name}`,
    labels: { app: 'web' },
    ...(owner ? { ownerReferences: [{ ...owner, controller: true }] } : {}),
  },
  spec: { containers: [{ name: 'main' }] },
  status: { phase: 'Running', podIP: '10.0.0.7' },
});
const deployment = (name: string, uid: string) => ({
  metadata: { name, namespace: 'shop', uid },
  spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main' }] } } },
});

/** A cluster of one namespace; `other` answers first, everything else is an empty list. */
const clusterOf = (other: (asked: Asked) => Answer | undefined) =>
  scriptedApi((asked) => {
    const own = other(asked);
    if (own) return own;
    if (asked.path === '/api/v1/namespaces') return { json: { items: [namespace('shop')] } };
    if (asked.path === '/api/v1/namespaces/shop') return { json: namespace('shop') };
    return { json: { items: [] } };
  });
const items = (...all: object[]): Answer => ({ json: { items: all } });

test('reads all namespaces, pods, controllers, Services and policies of a cluster', async () => {
  const { cluster, asked } = await clusterOf(() => undefined);
  const { read } = await readCluster(cluster, []);
  expect(read.world.namespaces.map(({ name, labels }) => [name, labels.team])).toEqual([['shop', 'shop']]);
  expect(asked.map(({ path }) => path).sort()).toEqual([
    '/api/v1/namespaces',
    '/api/v1/pods',
    '/api/v1/replicationcontrollers',
    '/api/v1/services',
    '/apis/apps/v1/daemonsets',
    '/apis/apps/v1/deployments',
    '/apis/apps/v1/replicasets',
    '/apis/apps/v1/statefulsets',
    '/apis/batch/v1/cronjobs',
    '/apis/batch/v1/jobs',
    '/apis/networking.k8s.io/v1/networkpolicies',
  ]);
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
});

test('reads only the namespaces that are named', async () => {
  const { cluster, asked } = await clusterOf(() => undefined);
  await readCluster(cluster, ['shop']);
  expect(asked.every(({ path }) => path.includes('/namespaces/shop'))).toBe(true);
});

test('counts the pods of a controller and not its template, and a controller without pods by its template', async () => {
  const { cluster } = await clusterOf(({ path }) => {
    if (path.endsWith('/pods')) return items(pod('web-1-x', { kind: 'ReplicaSet', name: 'web-1', uid: 'rs' }));
    if (path.endsWith('/replicasets'))
      return items({
        ...deployment('web-1', 'rs'),
        metadata: {
          name: 'web-1',
          namespace: 'shop',
          uid: 'rs',
          ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'd', controller: true }],
        },
      });
    return path.endsWith('/deployments') ? items(deployment('web', 'd'), deployment('idle', 'i')) : undefined;
  });
  const { read, pods } = await readCluster(cluster, []);
  expect(read.world.workloads.map(({ kind, name, addresses }) => [kind, name, addresses.length])).toEqual([
    ['Pod', 'web-1-x', 1],
    ['Deployment', 'idle', 0],
  ]);
  expect(pods.map((one) => one.metadata.name)).toEqual(['web-1-x']);
});

describe('what cannot be read', () => {
  test('is an error that names the namespace where there is none of the name', async () => {
    const { cluster } = await clusterOf(({ path }) => (path === '/api/v1/namespaces/shop' ? status(404) : undefined));
    await expect(readCluster(cluster, ['shop'])).rejects.toThrow(
      "The cluster of context 'test' has no namespace 'shop'. Correct --namespace, or name another context.",
    );
  });

  test.each(['pods', 'deployments', 'services', 'networkpolicies', 'namespaces'])(
    'is an error for %s too: a part of a cluster would be judged wrongly',
    async (plural) => {
      const { cluster } = await clusterOf(({ path }) => (path.endsWith(`/${plural}`) ? status(403) : undefined));
      await expect(readCluster(cluster, [])).rejects.toThrow(`may not list ${plural} in all namespaces`);
    },
  );
});
