import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runNetpol } from './testing/run.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-review-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const review = (...args: string[]) => runNetpol(['review', ...args]);
function file(name: string, ...objects: string[]): string {
  const path = join(dir, `${name}.yaml`);
  writeFileSync(path, objects.join('\n---\n'));
  return path;
}
const pod = (name: string) => `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}}`;
const policy = (spec: string) => `{kind: NetworkPolicy, metadata: {name: all, namespace: shop}, spec: ${spec}}`;
const denied = '{podSelector: {}, policyTypes: [Ingress], ingress: []}';
const open = '{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}';
const noted = '{podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}]}';

test('says how much was looked at also when all is well', () => {
  const { code, out } = review(file('well', pod('web'), policy(denied)));
  expect({ code, out }).toEqual({
    code: 0,
    out: 'Looked at 1 policy and 1 workload in 1 namespace: nothing found.\n',
  });
});

test('says once what is said of several workloads, and to programs of each', () => {
  const many = file('many', ...['a', 'b', 'c', 'd', 'e'].map(pod));
  const { out } = review(many);
  expect(out.match(/review\/open/g)).toHaveLength(1);
  expect(out).toContain('shop/a[Pod], shop/b[Pod], shop/c[Pod] and 2 more');
  expect(out).toContain('Looked at 0 policies and 5 workloads in 1 namespace: 0 errors, 5 warnings, 0 notes.');
  expect(JSON.parse(review(many, '-o', 'json').out)).toHaveLength(5);
});

test('exits with 1 from the severity on that --fail-on names', () => {
  const [warning, info] = [file('warning', pod('web'), policy(open)), file('info', pod('web'), policy(noted))];
  const codes = (path: string) =>
    [[], ['--fail-on', 'error'], ['--fail-on', 'warning'], ['--fail-on', 'info']].map(
      (args) => review(path, ...args).code,
    );
  expect(codes(warning)).toEqual([1, 0, 1, 1]);
  expect(codes(info)).toEqual([0, 0, 0, 1]);
  expect(review(warning, '--fail-on', 'fatal').code).not.toBe(0);
});

test('prints a SARIF log with a result for each finding', () => {
  const path = file('sarif', pod('web'), policy(open));
  const { code, out } = review(path, '-o', 'sarif');
  expect(code).toBe(1);
  const log = JSON.parse(out);
  expect([log.version, log.runs[0].results.length]).toEqual(['2.1.0', 1]);
  expect(log.runs[0].results[0]).toMatchObject({
    ruleId: 'review/open-to-everyone',
    level: 'warning',
    locations: [{ physicalLocation: { artifactLocation: { uri: `file://${path}` }, region: { startLine: 3 } } }],
  });
});

test('fits its findings to the platform that is named', () => {
  const path = file(
    'platform',
    '{kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}]}]}}',
    policy('{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: http}]}]}'),
  );
  const codes = (...args: string[]) =>
    (JSON.parse(review(path, '-o', 'json', ...args).out) as { code: string }[]).map((f) => f.code);
  expect(codes()).toEqual(['review/named-port']);
  expect(codes('--platform', 'aws-vpc-cni')).toEqual(['review/named-port']);
  expect(codes('--platform', 'calico')).toEqual([]);
});

test('files without a workload and a policy are nothing to review: a sentence and exit code 2', () => {
  const { code, out, err } = review(file('nothing', '# nothing', '', '# still nothing'));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('No workload and no policy was read in');
});
