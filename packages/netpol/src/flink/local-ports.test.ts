import { expect, test } from 'vitest';
import { readFlinkDeployment } from './deployment.ts';

const sysctl = 'net.ipv4.ip_local_port_range';
const template = (range: string, name = sysctl) =>
  `podTemplate: {spec: {securityContext: {sysctls: [{name: ${name}, value: "${range}"}]}}}`;
function localPorts(spec: string) {
  const { deployment, findings } = readFlinkDeployment({
    file: 'flink.yaml',
    text: `kind: FlinkDeployment\nspec: {${spec}}\n`,
  });
  return { range: deployment?.localPorts, faults: findings.length };
}

test.each([
  ['1 65535', { start: 1, end: 65_535 }],
  ['50000 50000', { start: 50_000, end: 50_000 }],
  [' 50000 \\t 50099 ', { start: 50_000, end: 50_099 }],
])('"%s" is a range as the kernel takes it', (text, range) => {
  expect(localPorts(template(text))).toEqual({ range, faults: 0 });
});

test.each([
  '',
  '50000',
  '50000-50099',
  '0 50099',
  '50099 50000',
  '50000 65536',
  'x50000 50099',
  '50000 50099x',
  '1 2 3',
])('"%s" is none, and is said once', (text) =>
  expect(localPorts(template(text))).toEqual({ range: undefined, faults: 1 }),
);

test('the template of the TaskManager goes before the common one, which stands where that sets none', () => {
  const common = template('40000 40099');
  const own = (inner: string) => `${common}, taskManager: {${inner}}`;
  expect(localPorts(own(template('50000 50099'))).range).toEqual({ start: 50_000, end: 50_099 });
  expect(localPorts(own(template('1024', 'net.core.somaxconn')))).toEqual({
    range: { start: 40_000, end: 40_099 },
    faults: 0,
  });
  expect(localPorts(own(template('nonsense')))).toEqual({ range: undefined, faults: 1 });
});

test('a template of another shape than a pod’s sets no range, and is for the API server to refuse', () => {
  for (const shape of [
    'podTemplate: text',
    'podTemplate: {spec: []}',
    'podTemplate: {spec: {securityContext: text}}',
    'podTemplate: {spec: {securityContext: {sysctls: {name: x}}}}',
    `podTemplate: {spec: {securityContext: {sysctls: [text, null, ${sysctl}]}}}`,
    'taskManager: text',
  ])
    expect(localPorts(shape), shape).toEqual({ range: undefined, faults: 0 });
});
