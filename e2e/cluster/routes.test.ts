import { beforeAll, expect, test, vi } from 'vitest';
import { api, apply, kubeconfig } from './api.ts';
import { netpol, start } from './headrace.ts';
import { readerOf, readingRoutes } from './roles.ts';

/** A kind of another project, as its CustomResourceDefinition makes it known. */
const definition = (group: string, kind: string, versions: readonly string[]) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind.toLowerCase()}s.${group}
  annotations: {api-approved.kubernetes.io: unapproved}
spec:
  group: ${group}
  scope: Namespaced
  names: {kind: ${kind}, plural: ${kind.toLowerCase()}s, singular: ${kind.toLowerCase()}}
  versions:
${versions
  .map(
    (version, i) =>
      `    - {name: ${version}, served: true, storage: ${i === 0}, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}`,
  )
  .join('\n')}
`;

const definitions = [
  definition('gateway.networking.k8s.io', 'HTTPRoute', ['v1', 'v1beta1']),
  definition('gateway.networking.k8s.io', 'TCPRoute', ['v1alpha2']),
  definition('route.openshift.io', 'Route', ['v1']),
];

const objects = (namespace: string) => `
{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: ${namespace}}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, ports: [{containerPort: 8080}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: ${namespace}}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: ${namespace}}, spec: {podSelector: {}, policyTypes: [Ingress]}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, namespace: ${namespace}}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: shop, namespace: ${namespace}}, spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}}
---
{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TCPRoute, metadata: {name: shop, namespace: ${namespace}}, spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}}
---
{apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: shop, namespace: ${namespace}}, spec: {to: {kind: Service, name: web}}}
`;

beforeAll(async () => {
  await apply(definitions.join('---'));
  // A kind is served a moment after it was defined.
  for (const path of [
    'gateway.networking.k8s.io/v1/httproutes',
    'gateway.networking.k8s.io/v1alpha2/tcproutes',
    'route.openshift.io/v1/routes',
  ])
    await vi.waitFor(() => api().call(`/apis/${path}`, { what: 'list' }), { timeout: 30_000, interval: 200 });
  await apply(objects('routed'));
});

/** Who leads to pods that nobody may reach, by the findings of a review. */
const cutOff = (json: string) =>
  (JSON.parse(json) as { code: string; message: string; place: { file: string } }[])
    .filter(({ code }) => code === 'review/backend-cut-off')
    .map(({ message, place }) => `${message.split(' leads')[0]} at ${place.file}`)
    .sort();

const all = [
  'The HTTPRoute routed/shop at cluster:routed/HTTPRoute/shop:spec.rules[0].backendRefs[0].name',
  'The Ingress routed/shop at cluster:routed/Ingress/shop:spec.defaultBackend.service.name',
  'The Route routed/shop at cluster:routed/Route/shop:spec.to.name',
  'The TCPRoute routed/shop at cluster:routed/TCPRoute/shop:spec.rules[0].backendRefs[0].name',
];

test('Ingresses, routes of the Gateway API and Routes of OpenShift are read, each in a version that the cluster has', async () => {
  const { err, out } = await netpol('review', '-n', 'routed', '-o', 'json');
  expect(err).not.toContain('Skipped');
  expect(cutOff(out)).toEqual(all);
  expect(cutOff((await netpol('review', '-o', 'json')).out)).toEqual(expect.arrayContaining(all));
});

const asReader = (command: string, ...args: readonly string[]) =>
  start(command, '--live', '--kubeconfig', kubeconfig('reader'), '-n', 'routed', ...args).ended;

test('whose role does not let them be listed is told in one sentence, and every verdict stays', async () => {
  await apply(readerOf('routed'));
  const message =
    "User 'reader' of context 'test' did not get httproutes, ingresses, routes, tcproutes (may not be listed), so it is not known whether policies cut off what leads to Services from outside. Everything else holds. Ask for a role that allows to list them.\n";
  for (const [command, ...args] of [
    ['list', '-o', 'json'],
    ['explain', '--from', '192.0.2.1', '--to', 'routed/web:8080'],
  ] as const) {
    const [reader, admin] = [await asReader(command, ...args), await netpol(command, '-n', 'routed', ...args)];
    expect(reader).toEqual({ ...admin, err: message });
    expect(admin.err).toBe('');
  }
  const review = await asReader('review', '-o', 'json');
  expect(review.err).toContain(message);
  expect(cutOff(review.out)).toEqual([]);
});

test('a role as the documentation has it lets all of them be read, and a part of it that part', async () => {
  await apply(readerOf('routed', ...readingRoutes));
  const whole = await asReader('review', '-o', 'json');
  expect(whole.err).not.toContain('may not be listed');
  expect(cutOff(whole.out)).toEqual(all);
  await apply(readerOf('routed', readingRoutes[0]));
  const part = await asReader('review', '-o', 'json');
  expect(part.err).toContain('did not get httproutes, routes, tcproutes (may not be listed)');
  expect(cutOff(part.out)).toEqual([all[1]]);
});
