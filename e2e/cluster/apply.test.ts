import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Applied, api, apply, kubeconfig } from './api.ts';
import { netpol, start } from './headrace.ts';
import { TestNode } from './node.ts';

let node: TestNode;
const components = ['gateway', 'ui', 'backend', 'kafka-admin'] as const;
const pod = (name: string, labels: string, port: number) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ep, labels: {${labels}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: node, ports: [{containerPort: ${port}}]}]}}`;
const own = (name: string) => `app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${name}`;
const stranger = pod('stranger', 'app: stranger', 9000);
const strangersOwn =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: stranger, namespace: ep}, spec: {podSelector: {matchLabels: {app: stranger}}, policyTypes: [Ingress]}}';
const policiesPath = '/apis/networking.k8s.io/v1/namespaces/ep/networkpolicies';

beforeAll(async () => {
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: ep}}';
  await apply([namespace, ...components.map((c) => pod(c, own(c), portOf(c)))].join('\n---\n'));
  node = await TestNode.start(
    ['ep'],
    [...components.map((name) => ({ name, held: [portOf(name)] })), { name: 'stranger', held: [9000] }],
  );
  while (node.running().length < components.length) await sleep(50);
});
afterAll(() => node?.close());
beforeEach(async () => {
  await api().call(policiesPath, { method: 'DELETE', what: 'delete policies' });
  node.firewalled.clear();
  node.enforcing = true;
});

/** In the order in which the API server got them. */
async function policies(): Promise<Applied[]> {
  const { items } = (await api().call(policiesPath, { what: 'list' })) as { items: Applied[] };
  return items.sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
}
const names = async () => (await policies()).map((p) => p.metadata.name);
const deny = 'default-deny-ingress';
const generated = ['headrace-gateway', 'headrace-ui', 'headrace-backend', 'headrace-kafka-admin'];

const common = ['--profile', 'headrace', '-n', 'ep', '--deny-all', 'ingress', '--timeout', '1'];
const inEp = [...common, '--settle', '2', '--yes'];
const began = () => start('apply', '--live', '--kubeconfig', kubeconfig(), ...common, '--settle', '30', '--yes');
const denied = async () => {
  while (!(await names()).includes(deny)) await sleep(20);
};

test('allows come before the deny; then only what is needed gets through', async () => {
  const { code, out, err } = await netpol('apply', ...inEp);
  expect(err).toContain(`  ep/headrace-gateway`);
  expect(out).toContain('Applied, and all 4 needed connections get through.');
  expect(code).toBe(0);
  const applied = await names();
  expect(applied).toEqual(expect.arrayContaining(generated));
  expect(applied.at(-1)).toBe(deny);
  const probed = await netpol('probe', '-n', 'ep', '--yes', '--timeout', '1', '-o', 'json');
  expect(probed.code).toBe(0);
  expect(JSON.parse(probed.out)).toContainEqual(
    expect.objectContaining({ from: 'ep/ui[Pod]', to: 'ep/backend[Pod]', computed: 'denied', measured: 'silent' }),
  );
});

test('a second time changes nothing', async () => {
  await netpol('apply', ...inEp);
  const before = await policies();
  const { code, out } = await netpol('apply', ...inEp);
  expect(code).toBe(0);
  expect(out).toContain(`ep/${deny} is as it should be.`);
  expect(out).not.toContain('changed');
  expect(await policies()).toEqual(before);
});

test('it refuses, with the reason, where somebody would be cut off', async () => {
  await apply(stranger);
  while (!node.running().includes('ep/stranger')) await sleep(50);
  const refused = await netpol('apply', ...inEp);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('error review/cut-off ep/stranger[Pod] would be cut off');
  expect(await names()).toEqual([]);
  await apply(strangersOwn);
  expect((await netpol('apply', ...inEp)).code).toBe(0);
});

test('the deny is taken back when a needed connection fails under it; the allows stay', async () => {
  await apply(strangersOwn);
  const applying = began();
  await denied();
  node.firewalled.add(portOf('backend'));
  const { code, out, err } = await applying.ended;
  expect(code).toBe(1);
  expect(err).toContain(`ep/gateway[Pod] to ep/backend[Pod] on TCP ${portOf('backend')} fails under default-deny`);
  expect(out).toContain(`ep/${deny} taken back.`);
  expect(await names()).not.toContain(deny);
  expect(await names()).toEqual(expect.arrayContaining(generated));
});

test('what fails before the deny takes the allows back, and no deny is ever there', async () => {
  await apply(strangersOwn);
  node.firewalled.add(portOf('ui'));
  const { code, out, err } = await netpol('apply', ...inEp);
  expect(code).toBe(1);
  expect(err).toContain('fails under the policies that allow');
  expect(out).not.toContain(deny);
  expect(await names()).toEqual(['stranger']);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'interrupted by %s before it has proven itself, the deny is taken back',
  async (signal) => {
    await apply(strangersOwn);
    const applying = began();
    await denied();
    applying.signal(signal);
    const { code, out } = await applying.ended;
    expect(code).toBe(2);
    expect(out).toContain(`ep/${deny} taken back.`);
    expect(await names()).not.toContain(deny);
  },
);

test('a cluster that does not enforce policies is found out', async () => {
  await apply(strangersOwn);
  node.enforcing = false;
  const { code, err } = await netpol('apply', ...inEp);
  expect(code).toBe(1);
  expect(err).toContain('this cluster accepts policies and does not enforce them');
});

test('a policy of that name that somebody else wrote is not overwritten, and nothing is applied', async () => {
  await apply(strangersOwn);
  await apply(
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: headrace-ui, namespace: ep}, spec: {podSelector: {matchLabels: {app: mine}}, policyTypes: [Egress]}}',
  );
  const { code, err } = await netpol('apply', ...inEp);
  expect(code).toBe(2);
  expect(err).toContain('could not apply the policy ep/headrace-ui: somebody else manages it.');
  expect(await names()).toEqual(['stranger', 'headrace-ui']);
});
