import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult, FlowSummary, PreviewEvent, Run, StoredFlow } from '@headrace/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';

/** One of each kind that a terminal obeys, or that shows nothing; a line of its own that pretends to be ours. */
const hostile =
  'x\u001b[2J\u0007\u007f\u009b1m\u061c\u200b\u200e\u202egnp\u2028\u2066\u00ad\u2060\ufe0f\ufeff\u{e0041}\r';
const found = (text: string) =>
  [...text.replace(/[\n\t]/g, '')].filter((c) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\ufe0f/u.test(c));

const main = join(import.meta.dirname, 'main.ts');
let folder: string;
let api: Server;
let address: string;

/** An answer of the API to each path, hostile in every text. */
function answerTo(path: string, method: string): unknown {
  const place = { node: hostile, path: [hostile] };
  const diagnostic: CheckResult['diagnostics'][number] = { code: hostile, severity: 'error', message: hostile, place };
  if (path.startsWith('/api/check')) return { diagnostics: failing ? [diagnostic] : [], ports: {}, planner: true };
  if (path === '/api/connections') return [{ name: 'local', kind: 'kafka', bootstrapServers: `${hostile}:1` }];
  if (path === '/api/flows' && method === 'POST') return hostileFlow;
  if (path === '/api/flows') return [hostileSummary];
  if (path.endsWith('/runs')) return method === 'GET' ? [hostileRun] : hostileRun;
  if (path === '/api/previews') return { id: 'p' };
  return {};
}
let failing = true;

const hostileRun: Run = {
  id: 'r',
  flowId: hostile,
  flowVersion: 1,
  state: 'failed',
  jobId: hostile,
  startedAt: 1,
  endedAt: 2,
  from: { kind: 'savepoint', run: hostile },
  restarts: 0,
  hasSavepoint: false,
  counts: { [hostile]: { out: { [hostile]: 1 } } },
  resumesFrom: null,
  checkpoints: { completed: 0, lastAt: null },
  failure: { node: hostile, message: hostile, hasTrace: false },
  notice: hostile,
  history: [{ at: 1, message: hostile }],
};

const hostileFlow: StoredFlow = { id: hostile, version: 1, text: hostile, updatedAt: 1, trusted: true };

const hostileSummary: FlowSummary = {
  id: hostile,
  name: hostile,
  description: hostile,
  state: 'failed',
  version: 1,
  updatedAt: 1,
  deletedAt: null,
  run: hostileRun,
  picture: { nodes: [], edges: [] },
};

const events: PreviewEvent[] = [
  { kind: 'ports', ports: { [hostile]: [{ name: hostile, type: 'STRING' }] } },
  { kind: 'notice', diagnostic: { code: hostile, severity: 'warning', message: hostile, place: {} } },
  {
    kind: 'rows',
    rows: [{ port: hostile, change: '+I', fields: [hostile, null], t: 1 }],
    counts: { [hostile]: 1 },
    watermarks: {},
  },
  { kind: 'state', state: 'failed', message: hostile, node: hostile },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-output-'));
  api = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(events.map((event) => `event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
    } else if (path.startsWith('/refuse')) {
      response.writeHead(503, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'a/b', status: 503, title: hostile, detail: hostile }));
    } else if (path.startsWith('/nonsense')) response.end(hostile);
    else response.end(JSON.stringify(answerTo(path, request.method ?? '')));
  });
  await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const flow = (nodes: object) =>
    stringify({ apiVersion: 'headrace.dev/v1alpha1', kind: 'Flow', metadata: { name: hostile }, spec: { nodes } });
  const source = {
    type: 'kafka-source',
    config: { connection: 'local', topic: 'T', columns: [{ name: hostile, type: 'STRING' }] },
  };
  write(
    'flow.yaml',
    flow({ [hostile]: source, two: { type: 'filter', from: hostile, config: { expression: `'${hostile}' = 'a'` } } }),
  );
  write('faulty.yaml', flow({ [hostile]: { type: hostile, from: hostile, config: { [hostile]: hostile } } }));
  write('broken.yaml', `${hostile}: [`);
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: hostile, labels: { [hostile]: hostile } },
    spec: {
      containers: [{ name: hostile, ports: [{ name: hostile, containerPort: 80 }, { containerPort: hostile }] }],
    },
  });
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: hostile, namespace: hostile, annotations: { [hostile]: hostile } },
    spec: {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: hostile } }], [hostile]: 1 }],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    },
  };
  const kind = { kind: hostile, apiVersion: hostile, metadata: { name: hostile } };
  const flink = {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: hostile, namespace: hostile },
    spec: { flinkConfiguration: { 'rest.port': hostile } },
  };
  const all = [pod(hostile), pod('ok'), policy, kind, flink].map((object) => stringify(object)).join('---\n');
  mkdirSync(join(folder, 'objects'));
  write(join('objects', 'all.yaml'), all);
  write(join('objects', `n${hostile}.yaml`), 'kind: [');
  write(join('objects', `m${hostile}.txt`), 'x');
  write(
    'connections.yaml',
    stringify([{ name: hostile, kind: 'kafka', bootstrapServers: `${hostile},b.example:9092` }]),
  );
  write(
    'kubeconfig',
    JSON.stringify({
      clusters: [{ name: hostile, cluster: { server: address, 'insecure-skip-tls-verify': true } }],
      users: [
        {
          name: hostile,
          user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: `/nowhere/${hostile}` } },
        },
      ],
      contexts: [{ name: hostile, context: { cluster: hostile, user: hostile } }],
      'current-context': hostile,
    }),
  );
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

async function run(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise((ended) => child.once('close', ended));
  expect([0, 1, 2], said).toContain(code);
  return said;
}

const pair = ['--from', `${hostile}/ok`, '--to', `${hostile}/${hostile}:80`];
const live = ['--live', '--kubeconfig', 'kubeconfig'];
const generating = [
  '--profile',
  'headrace',
  '--flink-deployment',
  'objects/all.yaml',
  '--egress',
  '--connections',
  'connections.yaml',
];
const commands: readonly (readonly string[])[] = [
  ...['faulty.yaml', 'broken.yaml', hostile].map((file) => ['flow', 'check', '--offline', file]),
  ['flow', 'check', '--offline', '--json', 'faulty.yaml'],
  ...['check', 'compile', 'preview', 'run'].map((command) => [
    'flow',
    command,
    'flow.yaml',
    '--trust',
    '--server',
    'API',
  ]),
  ['flow', 'check', 'flow.yaml', '--server', 'API'],
  ...[
    ['list'],
    ['status'],
    ['status', hostile],
    ['status', 'x'],
    ['stop', hostile],
    ['delete', hostile, '--yes'],
  ].flatMap((command) => [
    ['flow', ...command, '--server', 'API'],
    ['flow', ...command, '--json', '--server', 'API'],
  ]),
  ...['check', 'preview'].map((command) => ['flow', command, 'flow.yaml', '--trust', '--server', 'API/refuse']),
  ['flow', 'check', 'flow.yaml', '--trust', '--server', 'API/nonsense'],
  ['flow', 'check', 'flow.yaml', '--trust', '--server', hostile],
  ['flow', hostile],
  ...['table', 'json', 'yaml', 'markdown', 'svg'].map((format) => ['netpol', 'list', 'objects', '-o', format]),
  ...['table', 'json', 'yaml'].map((format) => ['netpol', 'explain', 'objects', ...pair, '-o', format]),
  ...['table', 'json', 'yaml', 'markdown'].map((format) => ['netpol', 'review', 'objects', '-o', format]),
  ['netpol', 'diff', 'objects', 'connections.yaml'],
  ['netpol', 'exposure', 'objects'],
  ['netpol', 'explain', 'objects', '--from', hostile, '--to', `${hostile}:1`],
  ...['yaml', 'json'].map((format) => ['netpol', 'generate', ...generating, '-o', format]),
  ['netpol', 'list', ...live],
  ['netpol', 'probe', ...live, '-n', 'a', '--yes'],
  ['netpol', 'apply', ...live, '--profile', 'headrace', '--deny-all', 'ingress', '--yes'],
  ['netpol', 'list', '--live', '--kubeconfig', 'kubeconfig', '--context', hostile + hostile],
];

test.each(commands.map((command) => ({ command })))(
  'headrace $command prints nothing that a terminal obeys',
  async ({ command }) => {
    const said = await run(...command.map((arg) => arg.replace('API', address)));
    expect(said).not.toBe('');
    expect(found(said), said).toEqual([]);
  },
);

test('a script that would hold such characters is not printed, and it is said why', async () => {
  failing = false;
  const said = await run('flow', 'compile', 'flow.yaml', '--trust', '--server', address);
  failing = true;
  expect(said).toContain('so its script is not printed');
  expect(found(said)).toEqual([]);
});
