import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../../flink/deployment.ts';
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
