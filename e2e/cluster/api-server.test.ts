import type { NetworkPolicy } from '@headrace/netpol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, apply, kubeconfig } from './api.ts';
import { netpol, start } from './headrace.ts';
import { readerOf, readingRoutes } from './roles.ts';

const namespace = 'calls';
const slices = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';

/** As the endpoint reconciler writes them, which does not run here; one is of another Service. */
const slice = (name: string, service: string, type: string, addresses: readonly string[], port = 6443) =>
  `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: ${name}, namespace: default, labels: {kubernetes.io/service-name: ${service}}}, addressType: ${type}, endpoints: [${addresses.map((a) => `{addresses: ['${a}']}`).join(', ')}], ports: [{name: https, port: ${port}, protocol: TCP}]}`;

beforeAll(async () => {
  await apply(
    [
      `{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`,
      `{apiVersion: v1, kind: Pod, metadata: {name: operator, namespace: ${namespace}, labels: {app.kubernetes.io/name: headrace, app.kubernetes.io/component: operator}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: nothing}]}}`,
      slice('kubernetes', 'kubernetes', 'IPv4', ['10.90.0.11', '10.90.0.12']),
      slice('kubernetes-6', 'kubernetes', 'IPv6', ['fd00:90::11']),
      slice('kubernetes-moved', 'kubernetes', 'IPv4', ['10.90.0.14'], 16443),
      slice('kubernetes-moved-6', 'kubernetes', 'IPv6', ['fd00:90::14'], 16443),
      slice('other', 'other', 'IPv4', ['10.90.0.13']),
    ].join('\n---\n'),
  );
});
afterAll(() => api().call(slices, { method: 'DELETE', what: 'delete the slices' }));

test('apply writes the addresses of the API server, as the cluster says them, into the policies', async () => {
  const { clusterIPs } = (
    (await api().call('/api/v1/namespaces/default/services/kubernetes', { what: 'read' })) as Service
  ).spec;
  expect(clusterIPs).toEqual(['10.96.0.1']);
  const asked = ['--profile', 'headrace', '-n', namespace, '--egress', '--deny-all', 'both', '--settle', '1', '--yes'];
  const { code, err } = await netpol('apply', ...asked);
  expect(err).not.toContain('generate/api-server-anywhere');
  expect(code).toBe(0);

  const path = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies/headrace-operator-egress`;
  const { spec } = (await api().call(path, { what: 'read the policy' })) as NetworkPolicy;
  const rule = spec.egress?.find((r) => r.ports?.some((p) => p.port === 6443));
  expect(rule?.ports?.map((p) => p.port)).toEqual([443, 6443]);
  expect(rule?.to?.map((peer) => peer.ipBlock?.cidr)).toEqual([
    '10.96.0.1/32',
    '10.90.0.11/32',
    '10.90.0.12/32',
    'fd00:90::11/128',
  ]);
  // As of MicroK8s, whose API server listens elsewhere.
  const moved = spec.egress?.find((r) => r.ports?.some((p) => p.port === 16443));
  expect(moved?.ports).toEqual([{ protocol: 'TCP', port: 16443 }]);
  expect(moved?.to?.map((peer) => peer.ipBlock?.cidr)).toEqual(['10.90.0.14/32', 'fd00:90::14/128']);
});

interface Service {
  readonly spec: { readonly clusterIPs: readonly string[] };
}

test.each([
  ['its Service', '10.96.0.1:443', 0],
  ['an endpoint', '10.90.0.12:6443', 0],
  ['an endpoint over IPv6', '[fd00:90::11]:6443', 0],
  ['an endpoint with a port of its own', '[fd00:90::14]:16443', 0],
  ['an endpoint with a port of its own, by the usual one', '10.90.0.14:6443', 1],
  ['an endpoint of another Service', '10.90.0.13:6443', 1],
  ['its Service, and a port that is not its own', '10.96.0.1:80', 1],
])('in the cluster these policies let the operator call %s, or do not', async (_, to, expected) => {
  const { code, out, err } = await netpol('explain', '-n', namespace, '--from', `${namespace}/operator`, '--to', to);
  expect(err).toBe('');
  expect(out).toContain(expected === 0 ? 'headrace-operator-egress' : 'may not reach');
  expect(code).toBe(expected);
});

test('who may not read them is told to name them, and can', async () => {
  await apply(readerOf(namespace, ...readingRoutes));
  // Whether the cluster knows FlinkDeployments everybody may ask.
  const asked = ['--live', '--kubeconfig', kubeconfig('reader'), '--profile', 'headrace', '-n', namespace, '--egress'];
  const refused = await start('review', ...asked).ended;
  expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' });
  expect(refused.err).toContain("User 'reader' may not read the Service 'kubernetes' of namespace 'default'");
  expect(refused.err).toContain('or name the addresses of the API server with --kubernetes-api.');
  const named = ['10.96.0.1', '10.90.0.11', '10.90.0.12', 'fd00:90::11', '10.90.0.14:16443', '[fd00:90::14]:16443'];
  const { err, out } = await start('review', ...asked, '--kubernetes-api', ...named, '-o', 'json').ended;
  expect(err).toBe('');
  const codes = (JSON.parse(out) as { code: string }[]).map((f) => f.code);
  expect(codes.filter((code) => /drift|applied|missing|beyond/.test(code))).toEqual([]);
});
