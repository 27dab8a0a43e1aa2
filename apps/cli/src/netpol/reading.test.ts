import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runNetpol } from './testing/run.ts';

let dir: string;
const at = (name: string) => join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-reading-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const netpol = runNetpol;

/** A new folder with these files, by their names. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(at(name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at(name), file), text);
  return at(name);
}
const pod = (name: string) => `kind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`;
const generate = ['generate', '--profile', 'headrace'];

test('a password in a file of connections is on neither output, and nothing is generated', () => {
  const urls = ['jdbc:postgresql://bob:hunter2@db:5432/x', 'bob:hunter2@db.example.com:5432', 'hunter2@a.example.com'];
  const file = join(
    folder('secrets', { 'c.yaml': `- {name: a, kind: database, addresses: ${JSON.stringify(urls)}}\n` }),
    'c.yaml',
  );
  const { code, out, err } = netpol([...generate, '--egress', '--connections', file]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).not.toContain('hunter2');
  expect(err.match(/:1:\d+: error read\/more-than-an-address /g)).toHaveLength(3);
});

test.each([
  [[...generate, '-n', 'a b: {']],
  [[...generate, '--flink-operator-namespace', 'Operators']],
  [[...generate, '--metrics-port', '9249', '--scraper-namespace', 'a.b']],
  [['list', '-n', `${'a'.repeat(64)}`, '-']],
  [['probe', '--live', '-n', '-a']],
])('%j: what no namespace can be called is refused, and nothing is printed', (args) => {
  const { code, out, err } = netpol(args);
  expect(code).not.toBe(0);
  expect(out).toBe('');
  expect(err).toContain('at most 63 lower-case letters, digits and dashes');
});

test('an address of the API server that no API server takes a block of is refused', () => {
  const { code, out } = netpol([...generate, '--egress', '--kubernetes-api', '::ffff:10.0.0.1']);
  expect(code).not.toBe(0);
  expect(out).toBe('');
});

test('addresses of the API server without egress policies would be looked over, and are refused', () => {
  expect(netpol([...generate, '--kubernetes-api', '10.0.0.1'])).toEqual({
    code: 2,
    out: '',
    err: '--kubernetes-api is for egress policies: add --egress.\n',
  });
});

test.each(['table', 'json', 'yaml', 'markdown'])('review -o %s has what reading found, once', (format) => {
  const name = `review-${format}`;
  const path = folder(name, {
    'p.yaml':
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}, ingress: [{ports: [{port: 99999}]}]}\n',
  });
  const { code, out, err } = netpol(['review', path, '-o', format]);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out.match(/read\/not-a-port/g)).toHaveLength(1);
  expect(out).toContain(join(path, 'p.yaml'));
  if (format === 'json' || format === 'yaml')
    expect(parse(out)).toContainEqual(expect.objectContaining({ code: 'read/not-a-port', severity: 'error' }));
});

test('a folder: links to files and endings in capital letters are read, the rest is named', () => {
  const path = folder('links', {
    'a.YAML': pod('a'),
    'b.Yml': pod('b'),
    'c.JSON': '{"kind": "Pod", "metadata": {"name": "c"}}',
  });
  const elsewhere = folder('elsewhere', { 'd.yaml': pod('d'), 'e.yaml': pod('e') });
  writeFileSync(join(path, 'README.md'), 'read me');
  symlinkSync(join(elsewhere, 'd.yaml'), join(path, 'd.yaml'));
  symlinkSync(elsewhere, join(path, 'folder'));
  symlinkSync(path, join(path, 'loop'));
  symlinkSync(join(elsewhere, 'gone.yaml'), join(path, 'gone.yaml'));
  symlinkSync('self.yaml', join(path, 'self.yaml'));
  mkdirSync(join(path, 'deep'));
  writeFileSync(join(path, 'deep', 'f.yaml'), pod('f'));
  // As a ConfigMap is mounted: the file stands there under two names, and is one file.
  symlinkSync(join('deep', 'f.yaml'), join(path, 'f.yaml'));
  const { code, out, err } = netpol(['list', path, '-o', 'json']);
  expect(code).toBe(0);
  const names = new Set(JSON.parse(out).map((row: { from: string }) => row.from));
  const pods = ['default/c[Pod]', ...['a', 'b', 'd', 'f'].map((n) => `shop/${n}[Pod]`)];
  expect([...names].filter((name) => /\[Pod\]$/.test(name as string)).sort()).toEqual(pods);
  expect(err.trimEnd().split('\n').sort()).toEqual([
    `Passed over in ${path} (neither .yaml, .yml nor .json): README.md.`,
    `Passed over in ${path} (no files, and links to none): folder, gone.yaml, loop, self.yaml.`,
  ]);
});

test('what is passed over is not listed without end', () => {
  const path = folder('many', { 'a.yaml': pod('a') });
  for (let i = 10; i < 60; i++) writeFileSync(join(path, `${i}.txt`), '');
  expect(netpol(['list', path]).err).toBe(
    `Passed over in ${path} (neither .yaml, .yml nor .json): 10.txt, 11.txt, 12.txt, 13.txt, 14.txt and 45 more.\n`,
  );
});

test('a folder on standard input is refused in a sentence', () => {
  const { code, out, err } = netpol(['list', '-'], openSync(dir, 'r'));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('Standard input is a folder: write its path in the place of -.\n');
});

test('base and overlay in one folder: the second object of a name is said, and the first counts', () => {
  const policy = (spec: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: ${spec}\n`;
  const path = folder('twice', {
    'a.yaml': pod('web'),
    'base.yaml': policy('{podSelector: {}, policyTypes: [Ingress]}'),
    'overlay.yaml': policy('{podSelector: {}, ingress: [{ports: [{port: 80}]}]}'),
  });
  const { code, out, err } = netpol(['list', path, '-o', 'json']);
  expect(code).toBe(1);
  expect(err).toContain(`${join(path, 'overlay.yaml')}:3:18: error read/twice `);
  expect(err).toContain(`${join(path, 'base.yaml')}:3:18.`);
  expect(JSON.parse(out).filter((row: { to: string }) => row.to === 'shop/web[Pod]')).toEqual([]);
});

describe('nothing to judge', () => {
  test.each([
    ['list', []],
    ['exposure', []],
    ['review', []],
    ['explain', ['--from', '10.0.0.1', '--to', '10.0.0.2:80']],
  ])('headrace netpol %s of files without workloads and policies is refused in a sentence', (command, more) => {
    const path = folder(`nothing-${command}`, {
      'a.yaml': '# nothing\n',
      'c.yaml': 'kind: ConfigMap\nmetadata: {name: c}\n',
    });
    const { code, out, err } = netpol([command, path, ...more]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`No workload and no policy was read in ${path}: there is nothing to judge.\n`);
  });

  test.each([
    ['list', []],
    ['exposure', []],
    ['matrix', []],
    ['explain', ['--from', '10.0.0.1', '--to', '10.0.0.2:80']],
  ])('headrace netpol %s of files of which none can be read says why, and is refused', (command, more) => {
    const path = folder(`unreadable-${command}`, { 'a.yaml': 'apiVersion: v1\nkind: [\n' });
    const { code, out, err } = netpol([command, path, ...more]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${join(path, 'a.yaml')}:3:1: error read/syntax `);
    expect(err).toContain(`No workload and no policy was read in ${path}: there is nothing to judge.\n`);
  });

  test('a review of files of which none can be read has that as its finding', () => {
    const path = folder('unreadable-review', { 'a.yaml': 'apiVersion: v1\nkind: [\n' });
    const { code, out } = netpol(['review', path]);
    expect(code).toBe(1);
    expect(out).toContain(`${join(path, 'a.yaml')}:3:1: error read/syntax `);
  });

  test('an empty list is an answer, with a sentence', () => {
    const path = folder('empty-list', { 'a.yaml': 'apiVersion: v1\nkind: List\nitems: []\n' });
    expect(netpol(['list', path])).toEqual({
      code: 0,
      out: expect.stringMatching(/^FROM +TO +VERDICT +PORTS\n$/),
      err: `No workload and no policy was read in ${path}: there is nothing to judge.\n`,
    });
  });
});

describe('paths that cannot be read are said in a sentence', () => {
  test.each([
    ['there is none', ['list', 'nowhere.yaml'], 'There is no file or folder of this name.'],
    ['of several', ['list', '-f', 'nowhere.yaml'], 'There is no file or folder of this name.'],
    ['a folder', [...generate, '--flink-deployment', tmpdir()], 'It is a folder, and a file is wanted here.'],
    [
      'a file as a folder',
      ['list', join(import.meta.filename, 'x')],
      'A part of the path before its last name is a file',
    ],
  ])('%s', (_, args, said) => {
    const { code, out, err } = netpol(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
    expect(err).not.toMatch(/\bE[A-Z]{4,}\b/);
  });
});

test.each([
  ['UTF-16 of PowerShell', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 in the other order', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
])('a file in %s is read', (name, encoded) => {
  const path = folder(`encoded ${name}`, {});
  writeFileSync(join(path, 'a.yaml'), encoded('kind: Pod\r\nmetadata: {name: web, namespace: shop}\r\n'));
  const { code, out, err } = netpol(['list', path, '-o', 'json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('shop/web[Pod]');
});

test('a folder of a whole repository: what is not for Kubernetes is one sentence, and so is each chart and overlay', () => {
  const path = folder('repository', {
    'a.yaml': pod('web'),
    'docker-compose.yml': 'services: {web: {image: nginx}}\n',
    'ci.yaml': 'on: [push]\njobs: {test: {steps: [{run: npm test}]}}\n',
    'patch.json': '[{"op": "replace"}]',
    'settings.json': '// comments\n{"a": 1,}\n',
    'package.json': '{"name": "x"}',
  });
  mkdirSync(join(path, 'chart', 'templates'), { recursive: true });
  writeFileSync(join(path, 'chart', 'Chart.yaml'), 'apiVersion: v2\nname: x\nversion: 1.0.0\n');
  writeFileSync(join(path, 'chart', 'values.yaml'), 'kind: ClusterIP\n');
  writeFileSync(join(path, 'chart', 'templates', 'a.yaml'), '{{- if .Values.x }}\nkind: Pod\n{{- end }}\n');
  writeFileSync(join(path, 'chart', 'templates', 'b.yaml'), pod('from-chart'));
  mkdirSync(join(path, 'base'));
  writeFileSync(join(path, 'base', 'kustomization.yaml'), 'resources: [pod.yaml]\n');
  writeFileSync(join(path, 'base', 'pod.yaml'), pod('from-base'));
  mkdirSync(join(path, 'overlay'));
  writeFileSync(join(path, 'overlay', 'kustomization.yaml'), 'resources: [../base]\npatches: [{path: patch.yaml}]\n');
  writeFileSync(join(path, 'overlay', 'patch.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: from-base}\n');
  mkdirSync(join(path, 'plain'));
  writeFileSync(join(path, 'plain', 'kustomization.yaml'), 'resources: [pod.yaml]\n');
  writeFileSync(join(path, 'plain', 'pod.yaml'), pod('from-plain'));
  mkdirSync(join(path, 'node_modules'));
  writeFileSync(join(path, 'node_modules', 'x.json'), pod('from-a-package'));
  const { code, out, err } = netpol(['list', path, '-o', 'json']);
  expect(code).toBe(0);
  expect([...new Set(out.match(/[\w-]+\/[\w-]+\[Pod\]/g))].sort()).toEqual(['shop/from-plain[Pod]', 'shop/web[Pod]']);
  const said = err.trimEnd().split('\n').sort();
  expect(said).toEqual([
    expect.stringMatching(
      /chart\/Chart\.yaml:1:1: warning read\/helm-chart .* Render it: helm template \S+chart \| headrace netpol list -$/,
    ),
    expect.stringMatching(
      /overlay\/kustomization\.yaml:1:1: warning read\/kustomization .* Build it: kubectl kustomize \S+overlay \|/,
    ),
    expect.stringMatching(
      /^Not read, since they hold no Kubernetes objects: .*ci\.yaml, .*docker-compose\.yml, .*package\.json, .*patch\.json, .*settings\.json\.$/,
    ),
  ]);
});

test.each(['list', 'review', 'exposure', 'matrix'])(
  '%s of a chart alone says what to render, and exits with 2',
  (command) => {
    const path = folder(`chart-${command}`, { 'Chart.yaml': 'apiVersion: v2\nname: shop\n', 'values.yaml': 'x: 1\n' });
    const { code, out, err } = netpol([command, path]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('helm template');
    expect(err).toContain('there is nothing to judge');
  },
);

test('a template outside of a chart is said once, with what to run', () => {
  const path = folder('templates', {
    'a.yaml': pod('web'),
    'b.yaml': 'kind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n',
    'c.yaml': '{{ if .Values.x }}\nkind: Pod\n{{ end }}\n',
  });
  const { code, err } = netpol(['list', path]);
  expect(code).toBe(0);
  expect(err.match(/read\/template/g)).toHaveLength(1);
  expect(err).toContain('This file and 1 more are templates');
});
