import { expect, test } from 'vitest';
import { readWorld } from './world.ts';

/** The values that a warning names, of objects in a file. */
const warned = (text: string) =>
  readWorld([{ file: 'a.yaml', text }])
    .findings.filter(({ code }) => code === 'read/readers-differ')
    .map(({ message, place }) => `${place?.line} ${/(?:key|value) (\S+) for/.exec(message)?.[1] ?? 'unnamed'}`);

const deployment = (...fields: readonly string[]) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: web}]
${fields.map((field) => `      ${field}\n`).join('')}`;

test.each([
  ['the mode of files', 'volumes: [{name: v, secret: {secretName: s, defaultMode: 0644}}]'],
  ['a switch that is no text', 'enableServiceLinks: no'],
  ['a number of seconds', 'terminationGracePeriodSeconds: 1_0'],
  ['a user', 'securityContext: {runAsUser: 0x3e8, runAsNonRoot: on}'],
])('does not report %s in a pod, which no connection depends on', (_, field) => {
  expect(warned(deployment(field))).toEqual([]);
});

test.each([
  ['the network of the node', 'hostNetwork: yes', ['9 yes']],
  ['a port', 'initContainers: [{name: a, restartPolicy: Always, ports: [{containerPort: 0120}]}]', ['9 0120']],
  [
    'what should be a text',
    'initContainers: [{name: a, args: [y], env: [{name: A, value: on}]}]',
    ['9 unnamed', '9 unnamed'],
  ],
])('reports %s in a pod', (_, field, expected) => {
  expect(warned(deployment(field))).toEqual(expected);
});

test.each([
  ['uid: y', []],
  ['generation: 010', []],
  ['finalizers: [no]', []],
  ['ownerReferences: [{kind: y, uid: n}]', ['2 y']],
  ['annotations: {a: on}', ['2 unnamed']],
])('reports values of %s that a user chose', (field, expected) => {
  expect(warned(`kind: Service\nmetadata: {name: a, ${field}}\nspec: {ports: [{port: 1}]}\n`)).toEqual(expected);
});

test('in Services and Flink clusters all of the spec is about connections, and what the status says is not', () => {
  expect(warned('kind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 0120}]}\nstatus: {a: yes}\n')).toEqual([
    '3 0120',
  ]);
  const flink =
    'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: a}\nspec:\n  flinkConfiguration: {rest.port: 010621}\n';
  expect(warned(flink)).toEqual(['5 unnamed']);
});

test('the same holds for entries of a List, each by its own kind', () => {
  const list =
    'kind: List\nitems:\n- {kind: Pod, metadata: {name: a, uid: y}, spec: {hostNetwork: on, priority: 010}}\n- {kind: Service, metadata: {name: a}, spec: {ports: [{port: 010}]}}\n';
  expect(warned(list)).toEqual(['3 on', '4 010']);
});
