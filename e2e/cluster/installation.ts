import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '@headrace/topology';
import { type Applied, api, apply, kubeconfig } from './api.ts';
import { type Running, start } from './headrace.ts';
import { TestNode } from './node.ts';

const components = ['gateway', 'ui', 'backend', 'kafka-admin'] as const;
const pod = (name: string, labels: string, port: number) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ep, labels: {${labels}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: node, ports: [{containerPort: ${port}}]}]}}`;
const labelsOf = (component: string) => `app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${component}`;

/** Somebody else in the namespace. */
export const stranger = pod('stranger', 'app: stranger', 9000);
export const strangersOwn =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: stranger, namespace: ep}, spec: {podSelector: {matchLabels: {app: stranger}}, policyTypes: [Ingress]}}';

export const policiesPath = '/apis/networking.k8s.io/v1/namespaces/ep/networkpolicies';
export const deny = 'default-deny-ingress';
export const generated = ['headrace-gateway', 'headrace-ui', 'headrace-backend', 'headrace-kafka-admin'];

/** Pods of our own components in the namespace `ep`, and what they run on. */
export async function startInstallation(): Promise<TestNode> {
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: ep}}';
  await apply([namespace, ...components.map((c) => pod(c, labelsOf(c), portOf(c)))].join('\n---\n'));
  const node = await TestNode.start(
    ['ep'],
    [...components.map((name) => ({ name, held: [portOf(name)] })), { name: 'stranger', held: [9000] }],
  );
  while (node.running().length < components.length) await sleep(50);
  return node;
}

/** No policy, and nothing shut by anybody else. */
export async function openAll(node: TestNode): Promise<void> {
  await api().call(policiesPath, { method: 'DELETE', what: 'delete policies' });
  node.firewalled.clear();
  node.enforcing = true;
}

/** In the order in which the API server got them. */
export async function policies(): Promise<Applied[]> {
  const { items } = (await api().call(policiesPath, { what: 'list' })) as { items: Applied[] };
  return items.sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
}
export const names = async (): Promise<string[]> => (await policies()).map((p) => p.metadata.name);

const common = ['--profile', 'headrace', '-n', 'ep', '--deny-all', 'ingress', '--timeout', '1'];
/** Arguments that watch for a moment only. */
export const inEp = [...common, '--settle', '2', '--yes'];
/** Arguments that watch for longer than anything takes that is done meanwhile. */
export const watching = [...common, '--settle', '30', '--yes'];

export const began = (...more: readonly string[]): Running =>
  start('apply', '--live', '--kubeconfig', kubeconfig(), ...watching, ...more);

export async function denied(): Promise<void> {
  while (!(await names()).includes(deny)) await sleep(20);
}
