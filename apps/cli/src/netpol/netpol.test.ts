import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runNetpol } from './testing/run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
let dir: string;
const at = (name: string) => join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-netpol-'));
  writeFileSync(
    at('pods.yaml'),
    `kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
---
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
---
kind: ConfigMap
metadata: {name: c}
`,
  );
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const netpol = (...args: string[]) => runNetpol(args);

/** A folder with the pods and one policy. */
function withPolicy(name: string, spec: string): string {
  writeFileSync(
    at(`${name}.yaml`),
    `kind: List
items:
  - {kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}}
  - {kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}}
  - kind: NetworkPolicy
    metadata: {name: db, namespace: shop}
    spec: ${spec}
`,
  );
  return at(`${name}.yaml`);
}
const fromWeb =
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}';

test('list: rows for programs; what does not affect connections is named', () => {
  const listed = netpol('list', withPolicy('list', fromWeb), '-o', 'json');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(listed.out)).toContainEqual({
    from: 'shop/web[Pod]',
    to: 'shop/db[Pod]',
    protocol: 'TCP',
    ports: [{ start: 5432, end: 5432 }],
    verdict: 'allowed',
  });
  expect(netpol('list', at('pods.yaml')).err).toBe('Skipped, since it does not affect connections: 1 ConfigMap.\n');
});

test('list -o svg: a picture that says every connection in words too', () => {
  const { code, out } = netpol('list', withPolicy('picture', fromWeb), '-o', 'svg');
  expect(code).toBe(0);
  expect(out).toMatch(/^<\?xml [^>]*\?>\n<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(out).toContain('web to db: TCP 5432.');
  expect(out).toContain('Anyone to web: all ports.');
  expect(netpol('exposure', at('pods.yaml'), '-o', 'svg').code).toBe(2);
});

test('explain: the rule and its line, or what would allow it; exit code 1 when denied', () => {
  const file = withPolicy('explain', fromWeb);
  const allowed = netpol('explain', file, '--from', 'shop/web', '--to', 'shop/db:5432');
  expect(allowed.code).toBe(0);
  expect(allowed.out).toContain(`shop/db, rule 1 (${file}:7)`);
  // As it calls them itself, and an address in brackets.
  expect(netpol('explain', file, '--from', 'shop/web[Pod]', '--to', 'shop/db[Pod]:5432')).toEqual(allowed);
  expect(netpol('explain', file, '--from', 'shop/web', '--to', '[2001:db8::1]:443').code).toBe(0);
  const denied = netpol('explain', file, '--from', 'shop/web', '--to', 'shop/db:80', '-o', 'json');
  expect(denied.code).toBe(1);
  const [, ingress] = JSON.parse(denied.out).sides;
  expect(ingress.remedy.rule).toEqual({
    from: [{ podSelector: { matchLabels: { app: 'web' } } }],
    ports: [{ protocol: 'TCP', port: 80 }],
  });
  const nobody = netpol('explain', file, '--from', 'shop/nobody', '--to', 'shop/db:80');
  expect(nobody).toMatchObject({ code: 2, out: '' });
  expect(nobody.err).toContain("There is no workload 'shop/nobody'");
});

test('diff and exposure: exit code 1 when something changes, and when something is open to anywhere', () => {
  const changed = netpol('diff', at('pods.yaml'), withPolicy('diff', fromWeb), '-o', 'markdown');
  expect(changed.code).toBe(1);
  expect(changed.out).toContain(
    '| shop/web\\[Pod\\] | shop/db\\[Pod\\] | no port | TCP 1-5431, 5433-65535; UDP all ports; SCTP all ports |',
  );
  expect(netpol('diff', at('pods.yaml'), at('pods.yaml')).code).toBe(0);
  expect(netpol('exposure', at('pods.yaml')).code).toBe(1);
});

test('a broken policy: its line and column, exit code 1', () => {
  const file = withPolicy('broken', '{podSelector: {}, ingress: [{ports: [{port: 99999}]}]}');
  const { code, err } = netpol('list', file);
  expect(code).toBe(1);
  expect(err).toContain(`${file}:7:55: error read/not-a-port The port is the number 99999.`);
});

/** Whatever comes into the pod, by rules for blocks and ports. */
function openTo(name: string, ...rules: readonly (readonly [block: string, port: number])[]): string {
  const written = rules.map(([block, port]) => `{from: [{ipBlock: {cidr: ${block}}}], ports: [{port: ${port}}]}`);
  return withPolicy(name, `{podSelector: {matchLabels: {app: db}}, ingress: [${written.join(', ')}]}`);
}

test('exposure: a port that is open to the Internet, whatever else some addresses may, or whichever are left out', () => {
  const quiet = '{podSelector: {}, policyTypes: [Ingress, Egress]}';
  const shut = { kind: 'NetworkPolicy', metadata: { name: 'shut', namespace: 'shop' } };
  const exposed = (file: string) => {
    writeFileSync(file, `${readFileSync(file, 'utf8')}---\n${JSON.stringify(shut).slice(0, -1)}, spec: ${quiet}}\n`);
    const { code, out } = netpol('exposure', file);
    return [code, ...out.split('\n').slice(1, -1)];
  };
  expect(exposed(openTo('vpn', ['0.0.0.0/0', 443], ['10.1.0.0/16', 22]))).toEqual([
    1,
    'shop/db[Pod]  Ingress    everywhere  IPv4    TCP 443  a policy allows it',
  ]);
  expect(exposed(openTo('not-us', ['0.0.0.0/0, except: [10.0.0.0/8]', 443]))).toEqual([
    1,
    'shop/db[Pod]  Ingress    everywhere but 10.0.0.0/8  IPv4    TCP 443  a policy allows it',
  ]);
  expect(exposed(openTo('inside', ['10.0.0.0/8', 443]))).toEqual([0]);
});

test('diff: a rule for one block more opens that block, closes nothing, and leaves pods unknown that may be in it', () => {
  const before = openTo('one', ['0.0.0.0/0', 443]);
  const { code, out } = netpol('diff', before, openTo('two', ['0.0.0.0/0', 443], ['10.1.0.0/16', 22]));
  expect(code).toBe(1);
  expect(out).toBe(
    'FROM           TO            OPENED   CLOSED   UNKNOWN\n10.1.0.0/16    shop/db[Pod]  TCP 22   no port  no port\nshop/web[Pod]  shop/db[Pod]  no port  no port  TCP 22\n',
  );
});

test('list: so many pods that there are a hundred thousand rows', () => {
  const pods = Array.from({ length: 210 }, (_, i) => `kind: Pod\nmetadata: {name: p${i}, namespace: crowd}\n`);
  writeFileSync(at('crowd.yaml'), pods.join('---\n'));
  const args = [main, 'netpol', 'list', at('crowd.yaml'), '-o', 'json'];
  const whole = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  expect([whole.status, whole.stderr]).toEqual([0, '']);
  expect(JSON.parse(whole.stdout).length).toBeGreaterThan(130_000);
});

test('list -o yaml: rows that a reader takes which refuses many references', () => {
  writeFileSync(
    at('some.yaml'),
    Array.from({ length: 9 }, (_, i) => `{kind: Pod, metadata: {name: p${i}}}\n`).join('---\n'),
  );
  const rows = parse(netpol('list', at('some.yaml'), '-o', 'yaml').out, { maxAliasCount: 0 });
  expect(rows).toEqual(JSON.parse(netpol('list', at('some.yaml'), '-o', 'json').out));
});

test.each([
  ['an option that there is not', ['list', '.', '--nothing']],
  ['a profile that there is not', ['generate', '--profile', 'nothing']],
  ['a format that there is not', ['list', '.', '-o', 'xml']],
  ['an option left out', ['explain', '.', '--from', 'shop/web']],
  ['a command that there is not', ['nothing']],
  ['no command', []],
  ['no direction to deny', ['apply', '--live', '--profile', 'headrace']],
  ['a protocol that there is not', ['explain', '.', '--from', 'shop/web', '--to', 'shop/db:1', '--protocol', 'icmp']],
  ['no paths', ['diff']],
  ['a port that is none', ['generate', '--profile', 'headrace', '--metrics-port', '0']],
])('%s: it cannot run, exit code 2', (_, args) => {
  const { code, out, err } = netpol(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).not.toBe('');
});

test('help is no fault', () => {
  expect(netpol('--help')).toMatchObject({ code: 0, err: '' });
  expect(netpol('explain', '--help').out).toContain('--protocol');
});

test('explain: a port that is none, and a name that several have, are refused with what to write', () => {
  const ask = (file: string, to: string) => netpol('explain', file, '--from', 'shop/web', '--to', to);
  for (const port of ['0', '65536', '99999', '123456'])
    expect(ask(at('pods.yaml'), `shop/db:${port}`)).toEqual({
      code: 2,
      out: '',
      err: `--to is 'shop/db:${port}', and ${port} is no port. Write a port from 1 to 65535.\n`,
    });
  const made = (kind: string) =>
    `{kind: ${kind}, metadata: {name: db, namespace: shop}, spec: {selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}}}}`;
  writeFileSync(
    at('kinds.yaml'),
    `${made('Deployment')}\n---\n${made('StatefulSet')}\n---\n{kind: Pod, metadata: {name: web, namespace: shop}}\n`,
  );
  expect(ask(at('kinds.yaml'), 'shop/db:80')).toEqual({
    code: 2,
    out: '',
    err: "'shop/db' is more than one workload. Write which: shop/db[Deployment], shop/db[StatefulSet].\n",
  });
  expect(ask(at('kinds.yaml'), 'shop/db[StatefulSet]:80').code).toBe(0);
});

test('options as kubectl users write them: -f several times, -A, a protocol in small letters', () => {
  const policy = withPolicy('flags', fromWeb);
  expect(netpol('list', '-f', at('pods.yaml'), '-f', at('pods.yaml'), '-o', 'json').out).toBe(
    netpol('list', at('pods.yaml'), '-o', 'json').out,
  );
  expect(netpol('diff', '-f', at('pods.yaml'), policy).out).toBe(netpol('diff', at('pods.yaml'), policy).out);
  expect(netpol('list', policy, '-A').code).toBe(0);
  const asked = ['explain', '-f', policy, '--from', 'shop/web', '--to', 'shop/db:5432', '--protocol'];
  expect(netpol(...asked, 'udp').out).toContain('shop/web[Pod] may not reach shop/db[Pod] on UDP 5432.');
  expect(netpol('list', '--live', '-f', policy)).toMatchObject({ code: 2 });
});

test('what could not be read is left out of the answer: that is said, and no answer is a good one', () => {
  const broken = withPolicy('half', '{podSelector: {}, ingress: [{ports: [{port: 99999}]}]}');
  writeFileSync(at('shut.yaml'), '{kind: NetworkPolicy, metadata: {name: n, namespace: x}, spec: {podSelector: 1}}\n');
  writeFileSync(at('nothing.yaml'), '{kind: ConfigMap, metadata: {name: c}}\n');
  const questions = [
    ['list', broken],
    ['list', broken, '-o', 'svg'],
    ['exposure', at('shut.yaml')],
    ['diff', broken, broken],
    ['diff', at('nothing.yaml'), at('shut.yaml')],
    ['explain', broken, '--from', '10.0.0.1', '--to', '10.0.0.2:80'],
  ];
  for (const question of questions) {
    const { code, err } = netpol(...question);
    expect(code, question.join(' ')).toBe(1);
    expect(err, question.join(' ')).toContain('The answer leaves out what could not be read');
  }
});
