import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../../flink/deployment.ts';
import { generate } from '../generate.ts';
import type { GenerateOptions } from '../options.ts';
import { ibmPolicies } from './ibm.ts';

/** Where the policy of the Flink operator is, and how its pods are named to those that it calls. */
function operatorOf(more: Partial<GenerateOptions>) {
  const policies = ibmPolicies({ profile: 'ibm-event-automation', namespace: 'ep', ...more }).map((g) => g.policy);
  const named = (name: string) => policies.find((p) => p.metadata.name === `ibm-eventautomation-flink-${name}`);
  return { namespace: named('operator')?.metadata.namespace, peer: named('jobmanager')?.spec.ingress?.[0]?.from?.[2] };
}

test('the Flink operator in the namespace of Flink is named by its pods alone, also when that namespace is said', () => {
  const podSelector = {
    matchLabels: expect.objectContaining({ 'app.kubernetes.io/name': 'flink-kubernetes-operator' }),
  };
  expect(operatorOf({})).toEqual({ namespace: 'ep', peer: { podSelector } });
  expect(operatorOf({ flinkOperatorNamespace: 'ep' })).toEqual({ namespace: 'ep', peer: { podSelector } });
  expect(operatorOf({ flinkOperatorNamespace: 'operators' })).toEqual({
    namespace: 'operators',
    peer: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'operators' } }, podSelector },
  });
});

test('a FlinkDeployment with a metrics reporter has its port open to anyone, without being asked for metrics', () => {
  const { deployment } = readFlinkDeployment({
    file: 'flink.yaml',
    text: 'kind: FlinkDeployment\nspec: {flinkConfiguration: {metrics.reporter.prom.port: "19249"}}\n',
  });
  const options = { profile: 'ibm-event-automation', namespace: 'ep' } as const;
  const monitoring = (more: Partial<GenerateOptions>) =>
    ibmPolicies({ ...options, ...more }).find((g) => g.policy.metadata.name.endsWith('-monitoring'))?.policy.spec
      .ingress;
  expect(monitoring({})).toBeUndefined();
  expect(monitoring(deployment ? { flinkDeployment: deployment } : {})).toEqual([
    { ports: [{ protocol: 'TCP', port: 19_249 }] },
  ]);
});

/** The published set is written out by hand here: nothing of it comes from the code under test. */
test('the set is exactly the published one, nothing more and nothing less', () => {
  const operator = {
    'app.kubernetes.io/instance': 'ibm-eventautomation-flink-operator',
    'app.kubernetes.io/name': 'flink-kubernetes-operator',
    name: 'ibm-eventautomation-flink-operator',
  };
  const operand = {
    'app.kubernetes.io/instance': 'ibm-eventautomation-flink',
    'app.kubernetes.io/managed-by': 'ibm-eventautomation-flink-operator',
    'app.kubernetes.io/name': 'ibm-eventautomation-flink',
  };
  const pods = (labels: Record<string, string>) => ({ podSelector: { matchLabels: labels } });
  const jobManagers = pods({ ...operand, component: 'jobmanager' });
  const taskManagers = pods({ ...operand, component: 'taskmanager' });
  const authoring = pods({
    'app.kubernetes.io/component': 'ibm-ep',
    'app.kubernetes.io/managed-by': 'ibm-ep-operator',
  });
  const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
  const published = (metrics: number) => ({
    'ibm-eventautomation-flink-operator': [pods(operator), [{ ports: tcp(9443, 443) }]],
    'ibm-eventautomation-flink-jobmanager': [
      jobManagers,
      [{ from: [jobManagers, taskManagers, pods(operator)], ports: tcp(8081) }],
    ],
    'ibm-eventautomation-flink-jobmanager-rpc-blob': [
      pods(operand),
      [{ from: [pods(operand)], ports: tcp(6123, 6124) }],
    ],
    'ibm-eventautomation-flink-jobmanager-stream-authoring': [jobManagers, [{ from: [authoring], ports: tcp(8081) }]],
    'ibm-eventautomation-flink-taskmanager': [taskManagers, [{ from: [pods(operand)], ports: tcp(8081) }]],
    'ibm-eventautomation-flink-jobmanager-monitoring': [jobManagers, [{ ports: tcp(metrics) }]],
    'default-deny-ingress': [{ podSelector: {} }, undefined],
  });
  const { policies } = generate({
    profile: 'ibm-event-automation',
    namespace: 'ep',
    metrics: { port: 9249 },
    denyAll: 'ingress',
  });
  const generated = policies.map(({ policy: { metadata, spec } }) => {
    expect([metadata.namespace, metadata.labels, spec.policyTypes, spec.egress]).toEqual([
      'ep',
      undefined,
      ['Ingress'],
      undefined,
    ]);
    return [metadata.name, [{ podSelector: spec.podSelector }, spec.ingress]];
  });
  expect(Object.fromEntries(generated)).toStrictEqual(published(9249));
});
