import { expect, test } from 'vitest';
import { generate } from '../generate/generate.ts';
import type { IngressRule } from '../model/policy.ts';
import { readFlinkDeployment } from './deployment.ts';

const read = (text: string) => readFlinkDeployment({ file: 'flink.yaml', text });
const configured = (settings: string, more = '') =>
  read(
    `kind: FlinkDeployment\nmetadata: {name: orders, namespace: ep}\nspec: {flinkConfiguration: {${settings}}${more}}\n`,
  );
const found = ({ findings }: ReturnType<typeof read>) =>
  findings.map(({ code, severity, place }) => `${place?.line}:${place?.column} ${severity} ${code}`);

/** The policies for a FlinkDeployment, by the end of their names. */
function policiesFor({ deployment }: ReturnType<typeof read>) {
  const { policies } = generate({
    profile: 'apache-flink',
    namespace: 'ep',
    ...(deployment ? { flinkDeployment: deployment } : {}),
  });
  return (end: string) => policies.find(({ policy }) => policy.metadata.name.endsWith(end))?.policy;
}
const portsOf = (rules: readonly IngressRule[] = []) => rules.flatMap((r) => (r.ports ?? []).map((p) => p.port));

test('pods of a standalone cluster have another label than those of a native one', () => {
  const typeIn = (more: string) => {
    const policy = policiesFor(configured('', more))('-taskmanager');
    const [peer] = policy?.spec.ingress?.[0]?.from ?? [];
    return [policy?.spec.podSelector.matchLabels?.type, peer?.podSelector?.matchLabels?.type];
  };
  expect(typeIn('')).toEqual(['flink-native-kubernetes', 'flink-native-kubernetes']);
  expect(typeIn(', mode: native')).toEqual(['flink-native-kubernetes', 'flink-native-kubernetes']);
  expect(typeIn(', mode: standalone')).toEqual(['flink-standalone-kubernetes', 'flink-standalone-kubernetes']);
  expect(found(configured('', ', mode: Standalone'))).toEqual(['3:38 error flink/not-a-mode']);
});

test('prefers the port that Flink binds to the one that it advertises', () => {
  const policies = policiesFor(
    configured(
      'rest.port: "18081", rest.bind-port: "18090", taskmanager.data.port: "7000", taskmanager.data.bind-port: "7001-7002"',
    ),
  );
  const [manager, worker] = ['-jobmanager', '-taskmanager'].map((end) => portsOf(policies(end)?.spec.ingress));
  expect(manager).toContain(18_090);
  expect(manager).not.toContain(18_081);
  expect(worker).toEqual(expect.arrayContaining([7001, 7002]));
  expect(worker).not.toContain(7000);
});

test('opens ports of reporters that are scraped, and none of those that send', () => {
  const of = (name: string, factory: string, port: number) =>
    `metrics.reporter.${name}.factory.class: org.apache.flink.metrics.${factory}, metrics.reporter.${name}.port: "${port}"`;
  const result = configured(
    [
      of('prom', 'prometheus.PrometheusReporterFactory', 19_249),
      of('jmx', 'jmx.JMXReporterFactory', 18_789),
      of('grph', 'graphite.GraphiteReporterFactory', 12_003),
      of('push', 'prometheus.PrometheusPushGatewayReporterFactory', 19_091),
      'metrics.reporter.old.class: org.apache.flink.metrics.statsd.StatsDReporter, metrics.reporter.old.port: "18125"',
      'metrics.reporter.plain.port: "19250"',
    ].join(', '),
  );
  expect(result.deployment?.metrics.map((range) => range.start)).toEqual([19_249, 18_789, 19_250]);
  expect(result.findings.map((f) => `${f.severity} ${f.code} ${f.message.split(' ')[0]}`)).toEqual([
    'info flink/push-reporter metrics.reporter.grph.port',
    'info flink/push-reporter metrics.reporter.push.port',
    'info flink/push-reporter metrics.reporter.old.port',
  ]);
});

test.each([
  ['a number for a name', 'metadata: {name: 2024}', '2:18 error flink/not-a-name'],
  ['a name that Kubernetes does not take', 'metadata: {name: Bad Name!}', '2:18 error flink/not-a-name'],
  ['a namespace that is none', 'metadata: {name: a, namespace: [b]}', '2:21 error flink/not-a-name'],
  ['a configuration as a text', 'spec:\n  flinkConfiguration: "rest.port: 1"', '3:23 error flink/not-a-mapping'],
  [
    'a range that ends before it begins',
    'spec: {taskManager: {podTemplate: {spec: {securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: "50000 40000"}]}}}}}',
    '2:115 error flink/not-a-range',
  ],
  [
    'a range that begins with no port',
    'spec: {podTemplate: {spec: {securityContext: {sysctls: [{name: x, value: "1"}, {name: net.ipv4.ip_local_port_range, value: "0 40000"}]}}}}',
    '2:124 error flink/not-a-range',
  ],
  ['a second one', 'metadata: {name: a}\n---\nkind: FlinkDeployment\nmetadata: {name: b}', '5:18 error flink/several'],
])('reports %s at its place', (_, text, finding) => {
  expect(found(read(`kind: FlinkDeployment\n${text}\n`))).toEqual([finding]);
});

test('accepts names of 1 to 63 characters as Kubernetes does', () => {
  const named = (name: string) => read(`kind: FlinkDeployment\nmetadata: {name: ${name}, namespace: ${name}}\n`);
  for (const name of ['a', 'orders-2', 'orders.v2', 'a'.repeat(63)])
    expect(named(name).deployment, name).toMatchObject({ name, namespace: name });
  for (const name of ['a'.repeat(64), '-orders', 'orders-', 'Orders', 'orders/eu', '"orders "']) {
    expect(named(name).findings, name).toHaveLength(2);
    expect(named(name).deployment, name).toMatchObject({ name: '', namespace: undefined });
  }
});

test('treats a key without a value as missing', () => {
  const { deployment, findings } = read(
    'kind: FlinkDeployment\nmetadata: {name: , namespace: }\nspec: {mode: , flinkConfiguration: }\n',
  );
  expect(findings).toEqual([]);
  expect(deployment).toMatchObject({ name: '', namespace: undefined, mode: 'native', localPorts: undefined });
  const unset = configured('rest.port: , blob: {server.port: }');
  expect([unset.findings, [...(unset.deployment?.ports ?? [])]]).toEqual([[], []]);
});

test('reads an unknown mode as native', () => {
  expect(configured('', ', mode: session').deployment?.mode).toBe('native');
});

test('knows the place of the value of each option, however it is nested', () => {
  const { deployment } = read(
    'kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    rest.port: 1\n    taskmanager:\n      data:\n        port: 2\n',
  );
  const placeOf = (option: string) => deployment?.placeOf(option);
  expect(placeOf('rest.port')).toEqual({ file: 'flink.yaml', line: 4, column: 16 });
  expect(placeOf('taskmanager.data.port')).toEqual({ file: 'flink.yaml', line: 7, column: 15 });
  expect(placeOf('blob.server.port')).toBeUndefined();
});

test('opens nothing for options that only resemble ports of Flink or of a reporter', () => {
  const { deployment, findings } = configured(
    'my.metrics.reporter.a.port: x, metrics.reporter.a.port.max: x, metrics.reporter.a.b.port: x, taskmanager.port: x',
  );
  expect(findings).toEqual([]);
  expect([[...(deployment?.ports ?? [])], deployment?.metrics]).toEqual([[], []]);
});

test('a reporter of somebody is scraped only where its class is one that listens, by its whole name', () => {
  const opened = (classes: string) => configured(`metrics.reporter.a: {port: 9249, ${classes}}`).deployment?.metrics;
  for (const listens of ['class: a.b.PrometheusReporter', 'factory.class: a.b.JMXReporterFactory'])
    expect(opened(listens), listens).toEqual([{ start: 9249, end: 9249 }]);
  for (const sends of ['class: a.b.PrometheusReporterToServer', 'class: a.b.MyPrometheusReporter'])
    expect(opened(sends), sends).toEqual([]);
  expect(opened('factory.class: a.PrometheusReporterFactory, class: a.StatsDReporter')).toHaveLength(1);
});

test('takes a list of data ports from Flink 1.19 on, and one port before', () => {
  const of = (version: string) => configured('taskmanager.data.bind-port: 7001-7002', `, flinkVersion: ${version}`);
  for (const version of ['v1_19', 'v1_20', 'v2_0', 'v2_4', 'next']) expect(found(of(version)), version).toEqual([]);
  for (const version of ['v1_15', 'v1_18'])
    expect(found(of(version)), version).toEqual(['3:57 error flink/not-a-port']);
});

test('advises a range only where this version of Flink takes one', () => {
  const fixes = (version: string) =>
    configured('taskmanager.data.port: 7001-7002', `, flinkVersion: ${version}`).findings.map((f) => f.fix);
  expect(fixes('v1_20')).toEqual(['Set it to one port; taskmanager.data.bind-port takes a range.']);
  expect(fixes('v1_18')).toEqual(['Set it to one port.']);
});
