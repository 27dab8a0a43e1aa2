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

test('the port that a process listens on goes before the one that others are told', () => {
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

test('reporters that send to a server open nothing here; those that are scraped do', () => {
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
])('%s is said with its place', (_, text, finding) => {
  expect(found(read(`kind: FlinkDeployment\n${text}\n`))).toEqual([finding]);
});
