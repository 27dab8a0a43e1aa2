import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
