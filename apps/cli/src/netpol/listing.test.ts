import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runNetpol } from './testing/run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
let dir: string;
const at = (name: string) => join(dir, name);
const deployment = (name: string, namespace: string, port = 80, more = '') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: ${namespace}}, spec: {template: {metadata: {labels: {app: ${name}${more}}}, spec: {containers: [{name: main, image: main, ports: [{name: http, containerPort: ${port}}]}]}}}}`;
const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
const file = (name: string, ...objects: string[]) => {
  writeFileSync(at(name), objects.join('\n---\n'));
  return at(name);
};
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-listing-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));
/** The lines of a table without its head, their cells apart. */
const table = (...args: string[]) => {
  const { code, out } = runNetpol(['list', ...args]);
  expect(code).toBe(0);
  return out
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/ {2,}/).join(' | '));
};

const more = [deployment('a', 'mon'), deployment('b', 'mon')];
const open = [deployment('web', 'shop'), deployment('db', 'shop', 5432), deployment('prom', 'mon', 9090)];

test('a cluster without policies is one line', () => {
  expect(table(file('open.yaml', ...open))).toEqual(['everyone | everyone | allowed | every port']);
});

test('what all may do is summed up, what is outside is one line, and the rest is told pair by pair', () => {
  const mixed = file(
    'mixed.yaml',
    ...open,
    ...more,
    policy(
      'db',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 5432}, {port: 53, protocol: UDP}]}, {from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 443}]}]}',
    ),
  );
  expect(table(mixed)).toEqual([
    'every workload | everywhere | allowed | every port',
    ...['mon/prom', 'mon/a', 'mon/b', 'shop/web'].flatMap((name) => [
      `every workload | ${name}[Deployment] | allowed | every port`,
      `everywhere | ${name}[Deployment] | allowed | every port`,
    ]),
    ...['mon/prom', 'mon/a', 'mon/b'].map((name) => `${name}[Deployment] | shop/db[Deployment] | unknown | TCP 443`),
    'shop/web[Deployment] | shop/db[Deployment] | allowed | TCP 5432; UDP 53',
    'shop/web[Deployment] | shop/db[Deployment] | unknown | TCP 443',
    'everywhere over IPv4 but 10.0.0.0/8 | shop/db[Deployment] | allowed | TCP 443',
  ]);
  const markdown = runNetpol(['list', mixed, '-o', 'markdown']).out.split('\n');
  expect(markdown.slice(0, 3)).toEqual([
    '| from | to | verdict | ports |',
    '|---|---|---|---|',
    '| every workload | everywhere | allowed | every port |',
  ]);
});

test('a summary says what the rows for programs say: no pair more, none less', () => {
  const path = at('mixed.yaml');
  const rows = JSON.parse(runNetpol(['list', path, '-o', 'json']).out) as { from: string; to: string }[];
  const keys = [
    'mon/a[Deployment]',
    'mon/b[Deployment]',
    'mon/prom[Deployment]',
    'shop/db[Deployment]',
    'shop/web[Deployment]',
  ];
  const inside = new Set(
    rows.filter((r) => keys.includes(r.from) && keys.includes(r.to)).map((r) => `${r.from} ${r.to}`),
  );
  const told = table(path).flatMap((line) => {
    const [from = '', to = ''] = line.split(' | ');
    const ends = (name: string) => (name === 'every workload' ? keys : keys.filter((k) => k === name));
    return ends(from).flatMap((a) => ends(to).flatMap((b) => (a === b ? [] : [`${a} ${b}`])));
  });
  expect(new Set(told)).toEqual(inside);
});

test('--from, --to, --namespace and --port leave out what nobody asked for', () => {
  const path = at('open.yaml');
  expect(table(path, '--from', 'shop/web')).toEqual([
    'shop/web[Deployment] | mon/prom[Deployment] | allowed | every port',
    'shop/web[Deployment] | everywhere | allowed | every port',
    'shop/web[Deployment] | shop/db[Deployment] | allowed | every port',
  ]);
  expect(table(path, '--from', 'shop/web', '--to', 'shop/db', '--port', '5432')).toEqual([
    'shop/web[Deployment] | shop/db[Deployment] | allowed | TCP 5432; UDP 5432; SCTP 5432',
  ]);
  expect(table(path, '--to', 'shop/db', '--from', 'mon/prom', '--port', 'http')).toEqual([
    'mon/prom[Deployment] | shop/db[Deployment] | allowed | TCP 80, 5432, 9090',
  ]);
  expect(table(path, '-n', 'mon').every((line) => line.includes('mon/prom'))).toBe(true);
  expect(table(path, '-n', 'mon').length).toBe(6);
  const rows = JSON.parse(runNetpol(['list', path, '-o', 'json', '--from', 'shop/web', '--to', 'shop/db']).out);
  expect(rows).toHaveLength(3);
  expect(runNetpol(['list', path, '--from', 'shop/nobody'])).toMatchObject({ code: 2, out: '' });
  expect(runNetpol(['list', path, '--port', 'nobody'])).toMatchObject({ code: 2, out: '' });
});

test('rows of each format are the same, and none is an empty list', () => {
  const path = at('open.yaml');
  const json = JSON.parse(runNetpol(['list', path, '-o', 'json']).out);
  expect(parse(runNetpol(['list', path, '-o', 'yaml']).out)).toEqual(json);
  const shut = file(
    'shut.yaml',
    deployment('web', 'shop'),
    policy('shut', '{podSelector: {}, policyTypes: [Ingress, Egress]}'),
  );
  expect(['json', 'yaml'].map((o) => runNetpol(['list', shut, '-o', o]).out)).toEqual(['[]\n', '[]\n']);
});

test('a reader who closes the output, and a full disk, end it with a sentence and 2, however much there is', async () => {
  const crowd = file('crowd.yaml', ...Array.from({ length: 1500 }, (_, i) => deployment(`app-${i}`, `ns-${i % 20}`)));
  const child = spawn(process.execPath, ['--max-old-space-size=200', main, 'netpol', 'list', crowd, '-o', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let taken = 0;
  child.stdout.on('data', (text: Buffer) => {
    taken += text.length;
    // Some 6.7 million rows: far more than the heap of the process could hold.
    if (taken > 50_000_000) child.stdout.destroy();
  });
  expect(await once(child, 'close')).toEqual([2, null]);
  expect(said).toBe('The reader closed standard output: the rest was not written.\n');
  if (!existsSync('/dev/full')) return;
  const full = spawn(process.execPath, [main, 'netpol', 'list', crowd, '-o', 'json'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  let why = '';
  full.stderr?.on('data', (text) => {
    why += text;
  });
  expect(await once(full, 'close')).toEqual([2, null]);
  expect(why).toBe('Standard output cannot be written: the disk is full (ENOSPC). The output is incomplete.\n');
});

const service = (name: string, spec: string) =>
  `{kind: Service, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;

test('explain takes Services by their pods, ports by name, and controllers whose pods differ', () => {
  const pod = (name: string, port: number) =>
    `{kind: Pod, metadata: {name: api-${name}-1, namespace: shop, labels: {app: api, pod-template-hash: ${name}}, ownerReferences: [{kind: ReplicaSet, name: api-${name}, controller: true}]}, spec: {containers: [{name: main, ports: [{name: http, containerPort: ${port}}]}]}}`;
  const path = file(
    'services.yaml',
    ...open,
    pod('aaa', 8080),
    pod('bbb', 9090),
    service('front', '{selector: {app: web}, ports: [{name: web, port: 8000, targetPort: http}]}'),
    service('api', '{selector: {app: api}, ports: [{port: 80, targetPort: http}]}'),
    service('nobody', '{selector: {app: nobody}, ports: [{port: 80}]}'),
    policy(
      'api',
      '{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}]}',
    ),
  );
  const ask = (to: string, from = 'shop/db', ...more: string[]) =>
    runNetpol(['explain', path, '--from', from, '--to', to, ...more]);
  expect(ask('shop/front:8000').out).toContain('may reach shop/web[Deployment] on TCP 80.');
  expect(ask('shop/front:web').code).toBe(0);
  expect(ask('shop/web:http').out).toContain('may reach shop/web[Deployment] on TCP 80.');
  expect(ask('shop/db:http', 'shop/front').out).toContain(
    'shop/web[Deployment] may reach shop/db[Deployment] on TCP 5432.',
  );
  const both = ask('shop/api[Service]:80', 'shop/web');
  expect(both.code).toBe(1);
  expect(both.out).toContain('may reach shop/api-aaa[ReplicaSet] on TCP 8080.');
  expect(both.out).toContain('may not reach shop/api-bbb[ReplicaSet] on TCP 9090.');
  expect(JSON.parse(ask('shop/api:http', 'shop/web', '-o', 'json').out)).toMatchObject([
    { to: 'shop/api-aaa[ReplicaSet]', port: 8080, verdict: 'allowed' },
    { to: 'shop/api-bbb[ReplicaSet]', port: 9090, verdict: 'denied' },
  ]);
  expect(ask('shop/api-aaa-1:http', 'shop/web').code).toBe(0);
  for (const [to, said] of [
    ['shop/front:81', 'The Service shop/front has no TCP port 81. It has: web TCP 8000.'],
    ['shop/web:nothing', "shop/web has no TCP port 'nothing'."],
    ['shop/nobody:80', 'The Service shop/nobody selects no pod that is there.'],
  ] as const) {
    const { code, out, err } = ask(to);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  }
});

test('matrix: the states that the page shows, also with default-deny', () => {
  const path = file(
    'matrix.yaml',
    deployment('web', 'shop'),
    deployment('db', 'shop', 5432),
    policy(
      'db',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}',
    ),
  );
  const cellsOf = (...more: string[]) =>
    Object.fromEntries(
      (
        JSON.parse(runNetpol(['matrix', path, '-o', 'json', ...more]).out) as {
          to: string;
          from: { from: string; state: string; was?: string }[];
        }[]
      ).map(({ to, from }) => [
        to,
        Object.fromEntries(from.map((f) => [f.from, f.was === undefined ? f.state : `${f.state}, ${f.was}`])),
      ]),
    );
  expect(cellsOf()).toMatchObject({
    web: { Anyone: 'open', db: 'open' },
    db: { Anyone: 'denied', web: 'allowed' },
  });
  expect(cellsOf('--what-if-deny', 'ingress')).toMatchObject({
    web: { Anyone: 'denied, open', db: 'denied, open' },
    db: { Anyone: 'denied', web: 'allowed' },
  });
  const { code, out } = runNetpol(['matrix', path]);
  expect(code).toBe(0);
  const head = out.split('\n')[0]?.split(/ {2,}/) ?? [];
  expect(head).toEqual(['CALLED', 'PORT', 'Anyone', 'web', 'db']);
  expect(
    out
      .split('\n')
      .find((line) => line.startsWith('db'))
      ?.split(/ {2,}/),
  ).toEqual(['db', 'TCP 5432', 'denied', 'allowed', 'denied']);
  expect(runNetpol(['matrix', path, '--search', 'nobody', '-o', 'json']).out).toBe('[]\n');
});
