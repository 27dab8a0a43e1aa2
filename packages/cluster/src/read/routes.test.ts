import { describe, expect, test } from 'vitest';
import { type Answer, type Asked, scriptedApi, status } from '../testing/scripted-api.ts';
import { readRoutes } from './routes.ts';

const ingress = { metadata: { name: 'web', namespace: 'shop' } };

/** A cluster with Ingresses and the Gateway API; `other` answers first. */
const clusterOf = (other: (asked: Asked) => Answer | undefined = () => undefined) =>
  scriptedApi((asked) => {
    const own = other(asked);
    if (own) return own;
    const versions = (...names: string[]) => ({ json: { versions: names.map((version) => ({ version })) } });
    const kinds = (...all: [name: string, kind: string][]) => ({
      json: { resources: all.map(([name, kind]) => ({ name, kind })) },
    });
    switch (asked.path) {
      case '/apis/networking.k8s.io':
        return versions('v1', 'v1beta1');
      case '/apis/networking.k8s.io/v1':
        return kinds(['ingresses', 'Ingress'], ['ingresses/status', 'Ingress'], ['networkpolicies', 'NetworkPolicy']);
      case '/apis/gateway.networking.k8s.io':
        return versions('v1', 'v1alpha2');
      case '/apis/gateway.networking.k8s.io/v1':
        return kinds(['httproutes', 'HTTPRoute'], ['grpcroutes', 'GRPCRoute']);
      case '/apis/gateway.networking.k8s.io/v1alpha2':
        return kinds(
          ['httproutes', 'HTTPRoute'],
          ['tcproutes', 'TCPRoute'],
          ['tlsroutes', 'TLSRoute'],
          ['udproutes', 'UDPRoute'],
        );
      case '/apis/networking.k8s.io/v1/ingresses':
        return { json: { items: [ingress] } };
      default:
        return asked.path.endsWith('routes') ? { json: { items: [] } } : status(404);
    }
  });

const listed = (asked: readonly Asked[]) =>
  asked.map(({ path }) => path).filter((path) => /(?:ingresses|routes)$/.test(path));

test('lists each kind in the first version of its group that has it', async () => {
  const { cluster, asked } = await clusterOf();
  const { objects, refused } = await readRoutes(cluster, []);
  expect(objects).toEqual([{ ...ingress, kind: 'Ingress', apiVersion: 'networking.k8s.io/v1' }]);
  expect(refused).toBeUndefined();
  expect(listed(asked).sort()).toEqual([
    '/apis/gateway.networking.k8s.io/v1/grpcroutes',
    '/apis/gateway.networking.k8s.io/v1/httproutes',
    '/apis/gateway.networking.k8s.io/v1alpha2/tcproutes',
    '/apis/gateway.networking.k8s.io/v1alpha2/tlsroutes',
    '/apis/gateway.networking.k8s.io/v1alpha2/udproutes',
    '/apis/networking.k8s.io/v1/ingresses',
  ]);
});

test('lists in the namespaces that are named, and no others', async () => {
  const { cluster, asked } = await clusterOf();
  await readRoutes(cluster, ['a', 'b']);
  expect(listed(asked).filter((path) => path.endsWith('ingresses'))).toEqual([
    '/apis/networking.k8s.io/v1/namespaces/a/ingresses',
    '/apis/networking.k8s.io/v1/namespaces/b/ingresses',
  ]);
});

describe('what the cluster refuses', () => {
  test('is named in one message, and everything else is read', async () => {
    const { cluster } = await clusterOf(({ path }) => {
      if (path.endsWith('httproutes') || path.endsWith('grpcroutes')) return status(403, 'forbidden');
      return path.endsWith('tcproutes') ? status(500, 'broken') : undefined;
    });
    const { objects, refused } = await readRoutes(cluster, []);
    expect(objects).toHaveLength(1);
    expect(refused).toMatch(
      /^User 'tester' of context 'test' did not get grpcroutes, httproutes \(may not be listed\), tcproutes \(answered with 500\), so/,
    );
  });

  test('is not named where the kind went meanwhile', async () => {
    const { cluster } = await clusterOf(({ path }) => (path.endsWith('/ingresses') ? status(404) : undefined));
    expect(await readRoutes(cluster, [])).toEqual({ objects: [], refused: undefined });
  });

  test.each<[string, Answer, RegExp]>([
    ['does not know who asks', status(401), /Sign in again/],
    ['does not answer', { raw: (response) => response.destroy() }, /cannot be reached/],
  ])('is an error where it %s', async (_, answer, message) => {
    const { cluster } = await clusterOf(({ path }) => (path.endsWith('/ingresses') ? answer : undefined));
    await expect(readRoutes(cluster, [])).rejects.toThrow(message);
  });
});
