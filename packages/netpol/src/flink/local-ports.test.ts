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
])('reads "%s" as a range, as the kernel does', (text, range) => {
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
])('rejects "%s" with one fault', (text) =>
  expect(localPorts(template(text))).toEqual({ range: undefined, faults: 1 }),
);

test('prefers the template of the TaskManager to the common one', () => {
  const common = template('40000 40099');
  const own = (inner: string) => `${common}, taskManager: {${inner}}`;
  expect(localPorts(own(template('50000 50099'))).range).toEqual({ start: 50_000, end: 50_099 });
  expect(localPorts(own(template('1024', 'net.core.somaxconn')))).toEqual({
    range: { start: 40_000, end: 40_099 },
    faults: 0,
  });
  expect(localPorts(own(template('nonsense')))).toEqual({ range: undefined, faults: 1 });
});

test('reads no range from a malformed template', () => {
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
