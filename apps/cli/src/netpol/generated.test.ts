import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runNetpol } from './testing/run.ts';

const netpol = (...args: string[]) => runNetpol(args);
let dir: string;
const at = (name: string) => join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-generated-'));
  writeFileSync(at('pods.yaml'), 'kind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('generate: ports of the FlinkDeployment, allows before denies, a rule for each connection that cites its line', () => {
  writeFileSync(
    at('flink.yaml'),
    `kind: FlinkDeployment
metadata: {name: orders, namespace: streams}
spec:
  flinkConfiguration:
    rest.port: "18081"
    taskmanager: {data: {port: 7777}}
    metrics.reporter.prom.port: 9300-9301
`,
  );
  writeFileSync(at('connections.yaml'), '- name: events\n  kind: kafka\n  bootstrapServers: 10.1.2.3:9094\n');
  const args = [
    'generate',
    '--profile',
    'apache-flink',
    '--flink-deployment',
    at('flink.yaml'),
    '--egress',
    '--connections',
    at('connections.yaml'),
  ];
  const { code, out } = netpol(...args, '--kubernetes-api', '10.0.0.1', '--deny-all', 'both');
  expect(code).toBe(0);
  const documents = parseAllDocuments(out) as {
    toJS(): { metadata: { name: string; namespace: string }; spec: unknown };
  }[];
  const policies = documents.map((d) => d.toJS());
  const names = policies.map((p) => p.metadata.name);
  expect(names.slice(-2)).toEqual(['default-deny-ingress', 'default-deny-egress']);
  expect(new Set(policies.map((p) => p.metadata.namespace))).toEqual(new Set(['streams']));
  const text = (name: string) => JSON.stringify(policies.find((p) => p.metadata.name === name));
  expect(text('orders-jobmanager')).toContain('18081');
  expect(text('orders-taskmanager')).toContain('7777');
  expect(text('orders-taskmanager')).toContain('9301');
  expect(text('orders-taskmanager-egress')).toContain(`connection 'events', kafka (${at('connections.yaml')}:1)`);
  expect(out).not.toContain('taskmanager.data.port: 7777   (');
});

test('generate: metrics for a named scraper alone; one without a port, or with a label that is none, is refused', () => {
  const named = ['--scraper-label', 'app=prometheus', '--scraper-namespace', 'monitoring'];
  const made = netpol('generate', '--profile', 'headrace', '--metrics-port', '9249', ...named, '-o', 'json');
  const peer = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
    podSelector: { matchLabels: { app: 'prometheus' } },
  };
  const rules = JSON.parse(made.out).items.flatMap((p: { spec: { ingress?: unknown[] } }) => p.spec.ingress ?? []);
  expect(rules).toContainEqual({ from: [peer], ports: [{ protocol: 'TCP', port: 9249 }] });
  expect(netpol('generate', '--profile', 'headrace', ...named)).toMatchObject({ code: 2, out: '' });
  expect(netpol('generate', '--profile', 'headrace', '--scraper-label', 'prometheus').err).toContain('app=prometheus');
});

test('generate: an address of the API server that is none is refused; a port of its own is taken', () => {
  const asked = ['generate', '--profile', 'headrace', '--egress', '--kubernetes-api'];
  const refused = netpol(...asked, '10.96.0.1', 'api.example.com');
  expect(refused).toMatchObject({ out: '' });
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain('192.168.1.10:16443');
  const { code, out } = netpol(...asked, '10.96.0.1', '10.0.0.7:16443');
  expect(code).toBe(0);
  expect(out).toMatch(/cidr: 10\.0\.0\.7\/32\n\s+ports:\n\s+- protocol: TCP\n\s+port: 16443/);
});

test('generate: a port that is none is a diagnostic, and nothing is printed', () => {
  writeFileSync(at('nonsense.yaml'), 'kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    rest.port: many\n');
  const { code, out, err } = netpol('generate', '--profile', 'apache-flink', '--flink-deployment', at('nonsense.yaml'));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(
    `${at('nonsense.yaml')}:4:16: error flink/not-a-port rest.port cannot be opened: 'many' is no port.`,
  );
});

test('review: what was generated with some options is reviewed with the same; without them it differs', () => {
  writeFileSync(at('events.yaml'), '- name: events\n  kind: kafka\n  bootstrapServers: 10.1.2.3:9094\n');
  const metrics = ['--metrics-port', '9250', '--scraper-label', 'app=prometheus'];
  const egress = ['--egress', '--connections', at('events.yaml'), '--kubernetes-api', '10.0.0.1', '10.0.0.2'];
  const options = ['--profile', 'headrace', '-n', 'ep', ...metrics, ...egress, '--deny-all', 'both'];
  const folder = mkdtempSync(join(dir, 'reviewed-'));
  const policies = join(folder, 'policies.yaml');
  writeFileSync(policies, netpol('generate', ...options).out);
  writeFileSync(
    join(folder, 'pods.yaml'),
    '{kind: Pod, metadata: {name: tm, namespace: ep, labels: {app.kubernetes.io/name: headrace, app.kubernetes.io/component: taskmanager}}}',
  );
  const codes = (...args: string[]) => {
    const found = JSON.parse(netpol('review', folder, '-o', 'json', ...args).out) as { code: string }[];
    return new Set(found.map((f) => f.code).filter((code) => /drift|applied|beyond|missing/.test(code)));
  };
  expect(codes(...options)).toEqual(new Set());
  expect(codes('--profile', 'headrace', '-n', 'ep')).toEqual(new Set(['review/drift']));
  expect(codes(...options, '--kubernetes-api', '10.0.0.1', '10.0.0.3')).toContain('review/missing');
});

test('review: a FlinkDeployment among the files says its ports and its name; of several, one is to be named', () => {
  const folder = mkdtempSync(join(dir, 'flink-'));
  const deployment = (name: string, port: number, namespace = 'ep') =>
    `{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, metadata: {name: ${name}, namespace: ${namespace}}, spec: {flinkConfiguration: {rest.port: ${port}}}}`;
  const orders = join(folder, 'orders.yaml');
  writeFileSync(orders, `{apiVersion: v1, kind: List, items: [${deployment('orders', 18081)}]}`);
  const profile = ['--profile', 'apache-flink'];
  writeFileSync(join(folder, 'policies.yaml'), netpol('generate', ...profile, '--flink-deployment', orders).out);
  const differing = (...args: string[]) => {
    const { out, err } = netpol('review', folder, ...profile, '-o', 'json', ...args);
    if (out === '') return err;
    const found = JSON.parse(out) as { code: string; place?: { file: string } }[];
    return found.filter((f) => /drift|missing|syntax|no-deployment/.test(f.code)).map((f) => f.code);
  };
  expect(differing()).toEqual([]);
  writeFileSync(orders, deployment('orders', 28081));
  expect(differing()).toContain('review/drift');
  writeFileSync(join(folder, 'refunds.yaml'), deployment('refunds', 18081, 'other'));
  expect(differing()).toContain('The files hold 2 FlinkDeployments (ep/orders, other/refunds): name the file');
  expect(differing('-n', 'ep')).toContain('review/drift');
  expect(differing('--flink-deployment', orders)).toContain('review/drift');
});

test('review: what is wrong in a FlinkDeployment is said once, though its pods and its ports are both read', () => {
  const folder = mkdtempSync(join(dir, 'faulty-'));
  const flink = join(folder, 'flink.yaml');
  writeFileSync(
    flink,
    'kind: FlinkDeployment\nmetadata: {name: orders}\nspec: {flinkConfiguration: {rest.port: many}}\n',
  );
  const said = (...args: string[]) => netpol('review', folder, ...args).out.match(/3:40: error flink\/not-a-port/g);
  expect(said()).toHaveLength(1);
  expect(said('--profile', 'apache-flink')).toHaveLength(1);
  expect(said('--profile', 'apache-flink', '--flink-deployment', flink)).toHaveLength(1);
});

test('review: what is said of an installation is not looked over where its profile is not named', () => {
  const { code, out, err } = netpol('review', at('pods.yaml'), '--egress');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('--egress says what an installation is like: name it with --profile too.\n');
});

test('generate -o json: what Flink must be told besides is said beside it, since JSON has no comments', () => {
  const { out, err } = netpol('generate', '--profile', 'headrace', '-o', 'json');
  expect(JSON.parse(out).kind).toBe('List');
  expect(err).toMatch(/^These policies hold where Flink is set to taskmanager\.data\.port: \d+\.$/m);
  expect(err).toMatch(
    /^These policies hold where its pods have the sysctl net\.ipv4\.ip_local_port_range: \d+ \d+\.$/m,
  );
});
