import { expect, test } from 'vitest';
import { prepare } from '../evaluate/compile.ts';
import { allows, type End, endNamed } from '../evaluate/reach.ts';
import type { ContainerPort, Workload } from '../model/world.ts';
import { generate } from './generate.ts';
import type { GenerateOptions } from './options.ts';

const operand = {
  'app.kubernetes.io/instance': 'ibm-eventautomation-flink',
  'app.kubernetes.io/managed-by': 'ibm-eventautomation-flink-operator',
  'app.kubernetes.io/name': 'ibm-eventautomation-flink',
};
const pod = (
  name: string,
  labels: Record<string, string>,
  namespace = 'ep',
  ports: ContainerPort[] = [],
): Workload => ({
  namespace,
  name,
  kind: 'Pod',
  labels,
  hostNetwork: false,
  addresses: [],
  ports,
});
const workloads = [
  pod('flink-operator', {
    'app.kubernetes.io/instance': 'ibm-eventautomation-flink-operator',
    'app.kubernetes.io/name': 'flink-kubernetes-operator',
    name: 'ibm-eventautomation-flink-operator',
  }),
  pod('jobmanager', { ...operand, component: 'jobmanager' }),
  pod('taskmanager', { ...operand, component: 'taskmanager' }),
  pod('taskmanager-2', { ...operand, component: 'taskmanager' }),
  pod('event-processing', {
    'app.kubernetes.io/component': 'ibm-ep',
    'app.kubernetes.io/managed-by': 'ibm-ep-operator',
  }),
  pod('stranger', { app: 'else' }),
  pod('stranger', { app: 'else' }, 'other'),
];
const callers = [
  'ep/flink-operator',
  'ep/jobmanager',
  'ep/taskmanager',
  'ep/event-processing',
  'ep/stranger',
  'other/stranger',
  '203.0.113.7',
];

function matrix(options: Partial<GenerateOptions>) {
  const { policies } = generate({
    profile: 'ibm-event-automation',
    namespace: 'ep',
    denyAll: 'ingress',
    metrics: { port: 9249 },
    ...options,
  });
  const placeOf = () => ({ file: 'generated', line: 1, column: 1 });
  const ready = prepare({
    namespaces: [],
    services: [],
    workloads,
    policies: policies.map(({ policy }) => ({ policy, placeOf })),
  });
  const end = (name: string) => endNamed(ready, name) as End;
  return (target: string, port: number) =>
    callers
      .map((from) => (from === target ? 'self' : allows(ready, end(from), end(target), 'TCP', port) ? 'yes' : 'no'))
      .join(' ');
}

/** Measured between real pods under real enforcement, columns as in `callers`. */
const measured = matrix({});

test.each([
  ['ep/flink-operator', 9443, 'self yes yes yes yes yes yes'],
  ['ep/flink-operator', 443, 'self yes yes yes yes yes yes'],
  ['ep/jobmanager', 8081, 'yes self yes yes no no no'],
  ['ep/jobmanager', 6123, 'no self yes no no no no'],
  ['ep/jobmanager', 6124, 'no self yes no no no no'],
  ['ep/jobmanager', 9249, 'yes self yes yes yes yes yes'],
  ['ep/jobmanager', 6121, 'no self no no no no no'],
  ['ep/jobmanager', 6122, 'no self no no no no no'],
  ['ep/taskmanager', 8081, 'no yes self no no no no'],
  ['ep/taskmanager', 6123, 'no yes self no no no no'],
  ['ep/taskmanager', 6121, 'no no self no no no no'],
  ['ep/taskmanager', 6122, 'no no self no no no no'],
  ['ep/taskmanager', 9249, 'no no self no no no no'],
])('the published set as it was measured: %s port %i', (target, port, row) => {
  expect(measured(target, port)).toBe(row);
});

test('a second TaskManager cannot be reached in the published set, and can with pinned ports', () => {
  const between = (options: Partial<GenerateOptions>) => matrix(options)('ep/taskmanager-2', 6121);
  expect(between({})).toBe('no no no no no no no');
  expect(between({ pinPorts: true })).toBe('no no yes no no no no');
});

test('pinned ports open what a preview and metrics need, to the JobManager alone', () => {
  const pinned = matrix({ pinPorts: true });
  expect(pinned('ep/taskmanager', 6125)).toBe('no yes self no no no no');
  expect(pinned('ep/taskmanager', 42_050)).toBe('no yes self no no no no');
  expect(pinned('ep/taskmanager', 42_100)).toBe('no no self no no no no');
});

test('names, selectors and order of the published set; the operator in a namespace of its own', () => {
  const { policies, settings } = generate({
    profile: 'ibm-event-automation',
    namespace: 'ep',
    flinkOperatorNamespace: 'operators',
    denyAll: 'ingress',
  });
  expect(policies.map(({ policy: { metadata } }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
    'operators/ibm-eventautomation-flink-operator',
    'ep/ibm-eventautomation-flink-jobmanager',
    'ep/ibm-eventautomation-flink-jobmanager-rpc-blob',
    'ep/ibm-eventautomation-flink-jobmanager-stream-authoring',
    'ep/ibm-eventautomation-flink-taskmanager',
    'ep/default-deny-ingress',
  ]);
  expect(policies[1]?.policy.spec.ingress?.[0]?.from?.[2]).toEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'operators' } },
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/instance': 'ibm-eventautomation-flink-operator',
        'app.kubernetes.io/name': 'flink-kubernetes-operator',
        name: 'ibm-eventautomation-flink-operator',
      },
    },
  });
  expect(settings).toEqual([]);
});
