import { expect, test } from 'vitest';
import { readFlinkDeployment } from './deployment.ts';

/** What is said of a file, each finding with what to do. */
const said = (text: string) =>
  readFlinkDeployment({ file: 'flink.yaml', text }).findings.map(
    ({ severity, code, message, fix, place }) =>
      `${place?.file}:${place?.line}:${place?.column} ${severity} ${code} ${message} ${fix}`,
  );
const ofSpec = (spec: string) => said(`kind: FlinkDeployment\nspec: ${spec}\n`);
const template = (value: string) =>
  `{podTemplate: {spec: {securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: ${value}}]}}}}`;

test('distinguishes a file without a FlinkDeployment from one that cannot be read', () => {
  const none =
    'flink.yaml:1:1 error flink/no-deployment flink.yaml holds no FlinkDeployment. Name the file with the resource that the Flink operator gets.';
  expect(said('kind: ConfigMap\n')).toEqual([none]);
  expect(said('- kind: FlinkDeployment\n')).toEqual([none]);
  expect(said('')).toEqual([none]);
  expect(said('---\n# nothing yet\n---\nkind: FlinkDeployment\n')).toEqual([]);
  const [syntax, ...others] = said('kind: ConfigMap\n---\na: [\n---\nkind: FlinkDeployment\n');
  expect(syntax).toMatch(
    /^flink\.yaml:\d:\d error flink\/syntax The file is not valid YAML here: .* Correct the file there\.$/,
  );
  expect(others).toEqual([]);
});

test('reports aliases without an anchor, and those that multiply, at their places only', () => {
  expect(said('kind: FlinkDeployment\nspec: {flinkConfiguration: {rest.port: *port}}\n')).toEqual([
    expect.stringMatching(
      /^flink\.yaml:2:40 error flink\/syntax The file is not valid YAML here: a value that begins with \*/,
    ),
  ]);
  const levels = Array.from({ length: 9 }, (_, i) => `b${i + 1}: &b${i + 1} [${`*b${i}, `.repeat(9)}]`).join('\n');
  expect(said(`b0: &b0 [x, x]\n${levels}\nkind: FlinkDeployment\n`)).toEqual([
    expect.stringMatching(/^flink\.yaml:5:\d+ error flink\/syntax Aliases \(\*name\) multiply the file beyond reason:/),
  ]);
});

test('rejects the second FlinkDeployment of a file and uses the first', () => {
  const text = 'kind: FlinkDeployment\nmetadata: {name: a}\n---\nkind: FlinkDeployment\nmetadata: {name: b}\n';
  expect(said(text)).toEqual([
    'flink.yaml:5:18 error flink/several flink.yaml holds a second FlinkDeployment, and only one can be meant. Name a file with the one that is meant.',
  ]);
  expect(readFlinkDeployment({ file: 'flink.yaml', text }).deployment?.name).toBe('a');
});

test.each([
  [
    'a configuration that is no mapping',
    '{flinkConfiguration: [8081]}',
    /flinkConfiguration is no mapping, so that none of its ports is known\. Write options as keys with values/,
  ],
  [
    'a mode that the operator does not have',
    '{mode: session}',
    /The mode of a FlinkDeployment is native or standalone\. Correct it, or leave it out/,
  ],
  [
    'a range of local ports that is none',
    template('x'),
    /net\.ipv4\.ip_local_port_range is no range of ports\. Write its first and last port, as "50000 50099"/,
  ],
  [
    'a port that is none',
    '{flinkConfiguration: {rest.port: many}}',
    /rest\.port cannot be opened: 'many' is no port\. Set it to one port\.$/,
  ],
  [
    'the port of a reporter that sends',
    '{flinkConfiguration: {metrics.reporter.grph: {factory.class: a.GraphiteReporterFactory, port: "2003"}}}',
    /metrics\.reporter\.grph\.port is not opened: the reporter grph sends to that port and does not listen on it\. Nothing is to be done for what comes in; with --egress register where it sends to/,
  ],
])('reports %s with what to write instead', (_, spec, sentences) => {
  expect(ofSpec(spec)).toEqual([expect.stringMatching(sentences)]);
});

test.each(['name', 'namespace'])('reports a malformed %s with what Kubernetes accepts', (field) => {
  expect(said(`kind: FlinkDeployment\nmetadata: {${field}: Orders}\n`)).toEqual([
    expect.stringContaining(
      `The ${field} of the FlinkDeployment is no name that Kubernetes takes. Write small letters, digits and dashes, 63 at most`,
    ),
  ]);
});
