import { beforeAll, expect, test } from 'vitest';
import { type Applied, apply } from './api.ts';
import { netpol } from './headrace.ts';

/** As Istio injects it: a sidecar as an init container that keeps running, one that ends, and labels of its own. */
const injected = `initContainers: [
  {name: istio-init, image: proxy, ports: [{name: setup, containerPort: 15099}]},
  {name: istio-proxy, image: proxy, restartPolicy: Always, ports: [{name: http-envoy-prom, containerPort: 15090}]}
]`;
const main = 'containers: [{name: main, image: shop, ports: [{name: http, containerPort: 8080}]}]';
const meshLabels = 'security.istio.io/tlsMode: istio, service.istio.io/canonical-revision: latest';
const owned = (kind: string, { metadata: { name, uid } }: Applied) =>
  `ownerReferences: [{apiVersion: apps/v1, kind: ${kind}, name: ${name}, uid: ${uid}, controller: true}]`;

const apps = Array.from({ length: 20 }, (_, i) => `app-${i}`);
const replicas = 10;

/** What the controllers of a cluster make of Deployments, a StatefulSet and a DaemonSet whose pods a mesh injects. */
beforeAll(async () => {
  await apply(`
{apiVersion: v1, kind: Namespace, metadata: {name: mesh}}
---
{apiVersion: v1, kind: Pod, metadata: {name: prom, namespace: mesh, labels: {app: prom}}, spec: {automountServiceAccountToken: false, ${main}}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: scrape, namespace: mesh}, spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: prom}}}], ports: [{port: http-envoy-prom}, {port: setup}]}]}}
`);
  await Promise.all(apps.map((app, i) => deployed(app, i)));
  const [db] = await apply(
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: mesh}, spec: {serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {${main}}}}}`,
  );
  await podsOf(
    'StatefulSet',
    db as Applied,
    (n) => `db-${n}`,
    (n) => `app: db, statefulset.kubernetes.io/pod-name: db-${n}, apps.kubernetes.io/pod-index: "${n}"`,
    100,
  );
});

async function deployed(app: string, i: number): Promise<void> {
  const template = (labels: string) => `template: {metadata: {labels: {${labels}}}, spec: {${main}}}`;
  const [deployment] = await apply(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${app}, namespace: mesh}, spec: {selector: {matchLabels: {app: ${app}}}, ${template(`app: ${app}`)}}}`,
  );
  const labels = `app: ${app}, pod-template-hash: h${i}`;
  const [set] = await apply(
    `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: ${app}-h${i}, namespace: mesh, ${owned('Deployment', deployment as Applied)}}, spec: {selector: {matchLabels: {${labels}}}, ${template(labels)}}}`,
  );
  await podsOf(
    'ReplicaSet',
    set as Applied,
    (n) => `${app}-h${i}-${n}`,
    () => labels,
    i,
  );
}

async function podsOf(
  kind: string,
  owner: Applied,
  nameOf: (n: number) => string,
  labelsOf: (n: number) => string,
  subnet: number,
): Promise<void> {
  const pods = Array.from({ length: replicas }, (_, n) => {
    const ip = `10.9.${subnet}.${n + 1}`;
    return `{apiVersion: v1, kind: Pod, metadata: {name: ${nameOf(n)}, namespace: mesh, labels: {${labelsOf(n)}, ${meshLabels}}, ${owned(kind, owner)}}, spec: {automountServiceAccountToken: false, ${injected}, ${main}}, status: {phase: Running, podIP: ${ip}, podIPs: [{ip: ${ip}}]}}`;
  });
  await apply(pods.join('\n---\n'));
}

test('a mesh of injected pods shows each workload once, with the ports of its sidecars', async () => {
  const { code, out } = await netpol('list', '-n', 'mesh', '-o', 'json');
  expect(code).toBe(0);
  const rows = (JSON.parse(out) as { from: string; to: string; ports: object[] }[]).filter(
    (r) => r.from === 'mesh/prom[Pod]',
  );
  const inside = rows.filter((r) => r.to.startsWith('mesh/'));
  expect(inside.map((r) => r.to).sort()).toEqual(
    [...apps.map((a) => `mesh/${a}[Deployment]`), 'mesh/db[StatefulSet]'].sort(),
  );
  // The port of the init container that ends is none of the pod.
  for (const row of inside) expect(row.ports).toEqual([{ start: 15_090, end: 15_090 }]);
});

test('explain takes the names that kubectl shows', async () => {
  for (const [pod, workload] of [
    ['app-3-h3-7', 'mesh/app-3[Deployment]'],
    ['db-4', 'mesh/db[StatefulSet]'],
  ]) {
    const { code, out } = await netpol('explain', '-n', 'mesh', '--from', 'mesh/prom', '--to', `mesh/${pod}:15090`);
    expect([code, out.split('\n')[0]]).toEqual([0, `mesh/prom[Pod] may reach ${workload} on TCP 15090.`]);
  }
});

test('a policy that looks at one pod of a StatefulSet tells it from the others', async () => {
  await apply(
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: first, namespace: mesh}, spec: {podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}, ingress: [{ports: [{port: 5432}]}]}}',
  );
  const asked = (to: string) => netpol('explain', '-n', 'mesh', '--from', 'mesh/prom', '--to', to);
  expect((await asked('mesh/db-0:5432')).code).toBe(0);
  const others = await asked('mesh/db-1:5432');
  expect(others.code).toBe(1);
  expect(others.out).toContain('mesh/db-1+8[StatefulSet]');
});
