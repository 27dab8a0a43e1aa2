import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, apply, kubeconfig } from './api.ts';
import { netpol, start } from './headrace.ts';
import { TestNode } from './node.ts';
import { probeImage } from './programs.ts';

let node: TestNode;
const pod = (name: string, image: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: probed, labels: {app: ${name}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: ${image}${more}}]}}`;

beforeAll(async () => {
  await apply(`
{apiVersion: v1, kind: Namespace, metadata: {name: probed, labels: {pod-security.kubernetes.io/enforce: baseline}}}
---
${pod('web', 'node', ', ports: [{containerPort: 8080}]')}
---
${pod('db', 'bash', ', ports: [{containerPort: 5432}, {containerPort: 9999}]')}
---
${pod('bare', 'nothing')}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: probed}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}, {port: 9999}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: bare, namespace: probed}, spec: {selector: {app: bare}, ports: [{port: 80}]}}
`);
  node = await TestNode.start(
    ['probed'],
    [{ name: 'web', held: [8080] }, { name: 'db', held: [5432] }, { name: 'bare' }],
  );
  while (node.running().length < 3) await sleep(50);
});
afterAll(() => node?.close());

const inProbed = ['-n', 'probed', '--yes', '--timeout', '1', '-o', 'json'];
interface Row {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly computed: string;
  readonly measured: string;
  readonly verdict: string;
  readonly by: string;
}
const row = (rows: readonly Row[], from: string, to: string, port: number) =>
  rows.find((r) => r.from === `probed/${from}[Pod]` && r.to === `probed/${to}[Pod]` && r.port === port);

test('what is measured is what is computed, by whatever program each pod has', async () => {
  const { code, out, err } = await netpol('probe', ...inProbed);
  const rows = JSON.parse(out) as Row[];
  expect(err).toMatch(/^\d+ TCP connections will be tried, each for at most 1 s, between pods of probed/);
  expect(row(rows, 'web', 'db', 5432)).toMatchObject({ computed: 'allowed', measured: 'open', by: 'node' });
  // Nobody listens, and the network let it through.
  expect(row(rows, 'web', 'db', 9999)).toMatchObject({ measured: 'refused', verdict: 'as computed' });
  expect(row(rows, 'db', 'web', 8080)).toMatchObject({ measured: 'open', by: 'bash' });
  expect(row(rows, 'bare', 'db', 5432)).toMatchObject({ computed: 'denied', verdict: 'not measured' });
  expect(rows.filter((r) => r.verdict !== 'as computed' && r.from !== 'probed/bare[Pod]')).toEqual([]);
  expect(code).toBe(0);
});

test('a pod beside one that has no program: the same policies hold for it, and it goes again', async () => {
  const { code, out } = await netpol('probe', ...inProbed, '--probe-pod', probeImage);
  const rows = JSON.parse(out) as Row[];
  expect(row(rows, 'bare', 'db', 5432)).toMatchObject({ computed: 'denied', measured: 'silent', by: 'node' });
  expect(row(rows, 'bare', 'web', 8080)).toMatchObject({ computed: 'allowed', measured: 'open' });
  expect(rows.filter((r) => r.verdict !== 'as computed')).toEqual([]);
  expect(code).toBe(0);
  expect(await podNames()).toEqual(['bare', 'db', 'web']);
});

test('policies that are accepted and not enforced are found out', async () => {
  node.enforcing = false;
  const { code, out, err } = await netpol('probe', ...inProbed, '--probe-pod', probeImage);
  node.enforcing = true;
  expect(code).toBe(1);
  const rows = JSON.parse(out) as Row[];
  expect(
    rows.filter((r) => r.verdict !== 'as computed').map((r) => `${r.from} ${r.to} ${r.port} ${r.verdict}`),
  ).toEqual(['probed/bare[Pod] probed/db[Pod] 5432 not enforced', 'probed/bare[Pod] probed/db[Pod] 9999 not enforced']);
  expect(err).toContain('accepted and not enforced');
});

test('what something else blocks is named too', async () => {
  node.firewalled.add(8080);
  const { code, err } = await netpol('probe', ...inProbed);
  node.firewalled.clear();
  expect(code).toBe(1);
  expect(err).toContain(
    'probed/db[Pod] to probed/web[Pod] on TCP 8080 is allowed by the policies and did not come through',
  );
});

test('it asks first; without a terminal and without --yes nothing begins', async () => {
  const { code, out, err } = await netpol('probe', '-n', 'probed');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('add --yes');
  expect((await netpol('probe', '--yes')).err).toContain('--namespace');
});

test.each(['SIGINT', 'SIGTERM'] as const)('interrupted by %s it leaves no pod behind', async (signal) => {
  node.firewalled.add(8080);
  const probing = start(
    'probe',
    '--live',
    '--kubeconfig',
    kubeconfig(),
    ...inProbed,
    '--timeout',
    '3',
    '--probe-pod',
    probeImage,
  );
  while (!(await podNames()).some((name) => name.startsWith('bare-probe-'))) await sleep(20);
  probing.signal(signal);
  const { code, out, err } = await probing.ended;
  node.firewalled.clear();
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Interrupted. All changes were rolled back.');
  expect(await podNames()).toEqual(['bare', 'db', 'web']);
});

test('a namespace that holds pods to the restricted standard takes the probe pod', async () => {
  await label('restricted');
  const { code, out } = await netpol('probe', ...inProbed, '--probe-pod', probeImage);
  await label('baseline');
  expect((JSON.parse(out) as Row[]).filter((r) => r.verdict === 'not measured')).toEqual([]);
  expect(code).toBe(0);
});

const label = (level: string) =>
  apply(
    `{apiVersion: v1, kind: Namespace, metadata: {name: probed, labels: {pod-security.kubernetes.io/enforce: ${level}}}}`,
  );

async function podNames(): Promise<string[]> {
  const found = (await api().call('/api/v1/namespaces/probed/pods', { what: 'list pods' })) as {
    items: { metadata: { name: string } }[];
  };
  return found.items.map((p) => p.metadata.name).sort();
}
