import { expect, test } from 'vitest';
import { readFlinkDeployment } from './deployment.ts';

const read = (text: string) => {
  const { deployment, findings } = readFlinkDeployment({ file: 'flink.yaml', text });
  return { deployment, found: findings.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`) };
};

test('a FlinkDeployment in a List, as kubectl prints it, is read with its places in the file', () => {
  const { deployment, found } = read(
    `kind: List
items:
- kind: ConfigMap
- text
- kind: FlinkDeployment
  metadata: {name: orders}
  spec:
    flinkConfiguration:
      rest.port: 18081
      blob.server.port: many
`,
  );
  expect(deployment?.name).toBe('orders');
  expect(deployment?.placeOf('rest.port')).toEqual({ file: 'flink.yaml', line: 9, column: 18 });
  expect(found).toEqual(['10:25 flink/not-a-port']);
});

test('uses the first of two FlinkDeployments in a List, and rejects the second at its place', () => {
  const { deployment, found } = read(
    'kind: List\nitems:\n- {kind: FlinkDeployment, metadata: {name: a}}\n- {kind: FlinkDeployment, metadata: {name: b}}\n',
  );
  expect([deployment?.name, found]).toEqual(['a', ['4:44 flink/several']]);
});

test('reads entries of a List only', () => {
  const items = 'items: [{kind: FlinkDeployment}]';
  expect(read(`kind: ConfigMap\n${items}\n`).found).toEqual(['1:1 flink/no-deployment']);
  expect(read('kind: List\nitems: {kind: FlinkDeployment}\n').found).toEqual(['1:1 flink/no-deployment']);
  expect(read('kind: List\n').found).toEqual(['1:1 flink/no-deployment']);
});
