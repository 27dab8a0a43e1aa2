import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Applied, apply, kubeconfig } from './api.ts';
import { netpol, onFiles, start } from './headrace.ts';
import { readerOf } from './roles.ts';

const folder = mkdtempSync(join(tmpdir(), 'headrace-live-'));
const files = join(folder, 'shop.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const container = 'containers: [{name: main, image: shop, ports: [{containerPort: 8080}]}]';
const owned = (kind: string, { metadata: { name, uid } }: Applied) =>
  `ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: ${uid}, controller: true}]`;

/** What makes pods, with the pods that their controllers would make; one of them has none yet. */
beforeAll(async () => {
  const [shop, visitors, deployment, ...rest] = await apply(`
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: shop}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: visitors, labels: {team: visitors}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${container}}}}}
---
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {${container}}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: visitors}}, podSelector: {}}], ports: [{port: 8080}]}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: someone, namespace: visitors, labels: {app: someone}}, spec: {automountServiceAccountToken: false, ${container}}, status: {phase: Running, podIP: 10.1.0.9, podIPs: [{ip: 10.1.0.9}]}}
`);
  const [set] = await apply(
    `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-5d4, namespace: shop, ${owned('Deployment', deployment as Applied)}}, spec: {selector: {matchLabels: {app: web, pod-template-hash: 5d4}}, template: {metadata: {labels: {app: web, pod-template-hash: 5d4}}, spec: {${container}}}}}`,
  );
  const pods = await apply(
    ['web-5d4-a', 'web-5d4-b', 'web-5d4-gone']
      .map(
        (name, i) =>
          `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {app: web, pod-template-hash: 5d4}, ${owned('ReplicaSet', set as Applied)}}, spec: {${container}}, status: {phase: ${i === 2 ? 'Failed' : 'Running'}, podIP: 10.1.0.${i + 1}, podIPs: [{ip: 10.1.0.${i + 1}}]}}`,
      )
      .join('\n---\n'),
  );
  const running = pods.filter((pod) => !pod.metadata.name.endsWith('gone'));
  const all = [shop, visitors, deployment, ...rest, ...running];
  writeFileSync(files, stringify({ apiVersion: 'v1', kind: 'List', items: all }));
});

const both = ['-n', 'shop', '-n', 'visitors'];
const rows = (json: string) => (JSON.parse(json) as unknown[]).map((row) => JSON.stringify(row)).sort();

test('list and exposure: the cluster and the same objects in files say the same', async () => {
  for (const command of ['list', 'exposure']) {
    const live = await netpol(command, ...both, '-o', 'json');
    const read = await onFiles(command, files, '-o', 'json');
    expect(live.err).toBe('');
    expect(live.code).toBe(read.code);
    expect(rows(live.out)).toEqual(rows(read.out));
  }
  const { out } = await netpol('list', ...both, '-o', 'json');
  expect(JSON.parse(out)).toContainEqual({
    from: 'shop/web[Deployment]',
    to: 'shop/db[StatefulSet]',
    protocol: 'TCP',
    ports: [{ start: 1, end: 65_535 }],
    verdict: 'allowed',
  });
  expect(out).not.toContain('10.1.0.3');
});

test('explain names the rule and where it is in the cluster', async () => {
  const asked = ['--from', 'visitors/someone', '--to', 'shop/web:8080'];
  const { code, out } = await netpol('explain', ...both, ...asked);
  expect(code).toBe(0);
  expect(out).toContain('shop/web, rule 1 (cluster:shop/NetworkPolicy/web:spec.ingress[0])');
  const denied = await netpol('explain', ...both, '--from', 'visitors/someone', '--to', 'shop/web:80');
  expect(denied.code).toBe(1);
});

test('review: the same findings as of files, at their places in the cluster', async () => {
  const live = await netpol('review', ...both, '-o', 'json');
  const read = await onFiles('review', files, '-o', 'json');
  const withoutPlaces = (json: string) =>
    (JSON.parse(json) as { place?: unknown }[]).map(({ place, ...finding }) => JSON.stringify(finding)).sort();
  expect(withoutPlaces(live.out)).toEqual(withoutPlaces(read.out));
  expect(live.code).toBe(read.code);
});

test('diff: what applying files to the cluster would open and close', async () => {
  const change = join(folder, 'change.yaml');
  writeFileSync(
    change,
    'kind: NetworkPolicy\nmetadata: {name: db, namespace: shop}\nspec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}\n',
  );
  const { code, out } = await netpol('diff', ...both, change, '-o', 'markdown');
  expect(code).toBe(1);
  expect(out.trim().split('\n').slice(2)).toEqual([
    '| shop/web\\[Deployment\\] | shop/db\\[StatefulSet\\] | no port | TCP 1-5431, 5433-65535; UDP all ports; SCTP all ports |',
  ]);
  expect((await netpol('diff', ...both, files)).code).toBe(0);
});

test('all namespaces, page by page: more pods than a page holds', async () => {
  const names = Array.from({ length: 620 }, (_, i) => `many-${i}`);
  await apply('{apiVersion: v1, kind: Namespace, metadata: {name: crowd}}');
  await Promise.all(
    names.map((name) =>
      apply(`{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: crowd}, spec: {${container}}}`),
    ),
  );
  const { out } = await netpol('exposure', '-o', 'json');
  const seen = new Set((JSON.parse(out) as { workload: string }[]).map((e) => e.workload));
  expect(names.filter((name) => !seen.has(`crowd/${name}[Pod]`))).toEqual([]);
  expect(seen).toContain('shop/web[Deployment]');
});

test.each([
  ['a namespace that is not there', ['-n', 'nowhere'], "has no namespace 'nowhere'"],
  ['a context that is not there', ['--context', 'prod'], "has no context 'prod'. There are: test."],
])('%s: a sentence, exit code 2', async (_, args, message) => {
  const { code, out, err } = await netpol('list', ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('who may see only one namespace is told what is missing, and can read that one', async () => {
  await apply(readerOf('shop'));
  const asReader = (...args: string[]) => start('list', '--live', '--kubeconfig', kubeconfig('reader'), ...args).ended;
  const all = await asReader();
  expect(all.code).toBe(2);
  expect(all.err).toContain("User 'reader' may not list namespaces in all namespaces");
  expect(all.err).toContain('--namespace');
  expect((await asReader('-n', 'shop')).code).toBe(0);
  const visitors = await asReader('-n', 'visitors');
  expect(visitors.err).toContain("User 'reader' may not read namespace 'visitors'");
  expect(visitors.err).not.toContain('--namespace');
});

test('a certificate that is over, and one that nobody signed: sentences without a secret in them', async () => {
  const late = await start('list', '--live', '--kubeconfig', kubeconfig('late')).ended;
  expect(late.code).toBe(2);
  expect(late.err).toMatch(/The certificate of user 'late' expired on \d{4}-\d{2}-\d{2}/);

  const config = parse(readFileSync(kubeconfig(), 'utf8'));
  const changed = async (name: string, change: () => void) => {
    change();
    writeFileSync(join(folder, name), stringify(config));
    return start('list', '--live', '--kubeconfig', join(folder, name)).ended;
  };
  const token = 'SECRET-not-a-token';
  const stranger = await changed('token', () => {
    config.users[0].user = { token };
  });
  expect(stranger.code).toBe(2);
  expect(stranger.err).toContain(`The cluster at ${inject('cluster').server} does not know user 'admin'`);
  expect(stranger.err).not.toContain(token);
  const distrusted = await changed('authority', () => {
    config.clusters[0].cluster = { server: inject('cluster').server };
  });
  expect(distrusted.err).toContain('is not signed by the authority that the kubeconfig names');
  const nobody = await changed('address', () => {
    config.clusters[0].cluster = { server: 'https://127.0.0.1:1' };
  });
  expect(nobody.err).toContain(
    "The cluster at https://127.0.0.1:1 (context 'test') cannot be reached: nothing listens there",
  );
  const open = await changed('open', () => {
    config.clusters[0].cluster = { server: 'http://127.0.0.1:1' };
  });
  expect(open.err).toContain(`Context 'test' of ${join(folder, 'open')} speaks to its cluster without TLS.`);
  writeFileSync(join(folder, 'broken'), `users: [{token: ${token}, {`);
  const broken = await start('list', '--live', '--kubeconfig', join(folder, 'broken')).ended;
  expect(broken.err).toBe(`${join(folder, 'broken')} is no kubeconfig. Name one with --kubeconfig.\n`);
});
