import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CheckResult, FlowSummary, PreviewEvent, Run, StoredFlow } from '@headrace/api';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { createProgram } from '../program.ts';

/** What the API holds and was asked; each test sets what it needs. */
interface Api {
  flows: FlowSummary[];
  runs: Run[];
  diagnostics: CheckResult['diagnostics'];
  ports: CheckResult['ports'];
  events: PreviewEvent[];
  onStop: (savepoint: boolean) => void;
  asked: string[];
}
let api: Api;
let server: Server;
let address: string;
let folder: string;

const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  flowId: 'f1',
  flowVersion: 3,
  state: 'running',
  jobId: 'abc',
  startedAt: 1_775_548_800_000,
  endedAt: null,
  from: { kind: 'now' },
  restarts: 2,
  hasSavepoint: false,
  resumesFrom: null,
  checkpoints: { completed: 5, lastAt: 1_775_548_900_000 },
  failure: null,
  notice: null,
  history: [],
  counts: null,
  ...more,
});
const flow: FlowSummary = {
  id: 'f1',
  name: 'orders',
  description: '',
  state: 'running',
  version: 3,
  updatedAt: 1,
  deletedAt: null,
  run: null,
  picture: { nodes: [], edges: [] },
};
const stored: StoredFlow = { id: 'f1', version: 3, text: '', updatedAt: 1, trusted: true };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-flow-'));
  server = createServer(async (request, response) => {
    const url = `${request.method} ${request.url}`;
    const body = await bodyOf(request);
    api.asked.push(body === '' ? url : `${url} ${body}`);
    if (request.url?.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.end(api.events.map((e) => `event: ${e.kind}\ndata: ${JSON.stringify(e)}\n\n`).join(''));
    }
    const answer = answerTo(url, body);
    if (answer === undefined) {
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      return response.end(JSON.stringify({ code: 'a/refused', status: 409, title: 'It is refused.' }));
    }
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  api = {
    flows: [{ ...flow, run: run() }],
    runs: [run()],
    diagnostics: [],
    ports: {},
    events: [],
    onStop: () => {},
    asked: [],
  };
});

const bodyOf = async (request: IncomingMessage) => (await request.toArray()).join('');

function answerTo(url: string, body: string): unknown {
  if (url === 'GET /api/flows') return api.flows;
  if (url === 'POST /api/flows' || url === 'PUT /api/flows/f1') return { ...stored, text: body };
  if (url.startsWith('POST /api/check')) return { diagnostics: api.diagnostics, ports: api.ports, planner: true };
  if (url === 'GET /api/connections') return [{ name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' }];
  if (url === 'GET /api/flows/f1/runs') return api.runs;
  if (url === 'POST /api/flows/f1/runs') return api.runs[0];
  if (url === 'POST /api/previews') return { id: 'p1' };
  if (url === 'DELETE /api/previews/p1' || url === 'DELETE /api/flows/f1') return {};
  if (url === 'POST /api/runs/r1/stop') {
    api.onStop(JSON.parse(body).savepoint);
    return api.runs[0];
  }
  return undefined;
}

/** A file with a flow; `expression` is that of its filter. */
function file(name: string, expression = 'id > 1'): string {
  const path = join(folder, name);
  const columns = [{ name: 'id', type: 'BIGINT' }];
  const source = { type: 'kafka-source', config: { connection: 'local', topic: 'T', columns } };
  const nodes = { in: source, some: { type: 'filter', from: 'in', config: { expression } } };
  writeFileSync(
    path,
    stringify({ apiVersion: 'headrace.dev/v1alpha1', kind: 'Flow', metadata: { name: 'orders' }, spec: { nodes } }),
  );
  return path;
}

/** Runs a command to its end. */
async function headrace(...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (to: string[], end: string) => (text: unknown) => to.push(`${text}${end}`) > 0;
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(into(out, '\n')),
    vi.spyOn(console, 'error').mockImplementation(into(err, '\n')),
    vi.spyOn(process.stdout, 'write').mockImplementation(into(out, '')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into(err, '')),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Exit(code);
    }),
  ];
  process.exitCode = undefined;
  try {
    const withServer =
      args[0] !== 'flow' || args.includes('--offline') || args.includes('--server') ? [] : ['--server', address];
    await createProgram().parseAsync([...args, ...withServer], { from: 'user' });
    return { code: process.exitCode, out: out.join(''), err: err.join('') };
  } catch (e) {
    if (e instanceof Exit) return { code: e.code, out: out.join(''), err: err.join('') };
    throw e;
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}
class Exit extends Error {
  readonly code: unknown;
  constructor(code: unknown) {
    super('exit');
    this.code = code;
  }
}
const fault: CheckResult['diagnostics'][number] = {
  code: 'planner/x',
  severity: 'error',
  message: 'Wrong.',
  place: { node: 'some', path: ['config', 'expression'] },
};

describe('check', () => {
  test('one line when all is well, for several files too', async () => {
    const [a, b] = [file('a.yaml'), file('b.yaml')];
    expect(await headrace('flow', 'check', a, '--trust')).toEqual({
      code: 0,
      out: '1 flow checked: all is well.\n',
      err: '',
    });
    expect((await headrace('flow', 'check', a, b, '--trust')).out).toBe('2 flows checked: all is well.\n');
    expect((await headrace('flow', 'check', a, b, '--offline')).out).toBe(
      '2 flows checked, the structure only: all is well.\n',
    );
  });
  test('all faults of all files at once, of structure and planner, and their count', async () => {
    api.diagnostics = [fault, { ...fault, severity: 'warning' }, { ...fault, place: { path: ['metadata'] } }];
    const [a, b] = [file('a.yaml'), file('b.yaml')];
    const { code, out } = await headrace('flow', 'check', a, b, '--trust');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      ...[a, b].flatMap((path) => [
        `${path}:19:21: error planner/x Wrong.`,
        `${path}:19:21: warning planner/x Wrong.`,
        `${path}:3:1: error planner/x Wrong.`,
      ]),
      '2 flows checked: 4 errors, 2 warnings.',
      '',
    ]);
  });
  test('as JSON: a list, each place with its file', async () => {
    api.diagnostics = [fault];
    const a = file('a.yaml');
    const { code, out } = await headrace('flow', 'check', a, '--trust', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([{ ...fault, place: { ...fault.place, file: { path: a, line: 19, column: 21 } } }]);
    api.diagnostics = [];
    expect(JSON.parse((await headrace('flow', 'check', a, '--trust', '--json')).out)).toEqual([]);
  });
  test('every file that cannot be read is named, and nothing is checked', async () => {
    const said = await headrace(
      'flow',
      'check',
      '/nowhere/x',
      tmpdir(),
      file('a.yaml'),
      `${file('a.yaml')}/b`,
      '--trust',
    );
    expect(said.code).toBe(2);
    expect(said.err.split('\n')).toEqual([
      'There is no file /nowhere/x.',
      `${tmpdir()} is a folder, not a file.`,
      `There is no file ${file('a.yaml')}/b.`,
      '',
    ]);
    expect(api.asked).toEqual([]);
  });
  test('what cannot be done is said, and is JSON too', async () => {
    const said = await headrace('flow', 'check', '/nowhere/x', '--json');
    expect(said).toMatchObject({ code: 2, err: 'There is no file /nowhere/x.\n' });
    expect(JSON.parse(said.out)).toEqual({
      error: { code: 'command/file', message: 'There is no file /nowhere/x.' },
    });
  });
});

test.each([
  [['check', 'x.yaml', '--offline', '--server', 'http://x'], '--server has no effect here'],
  [['check', 'x.yaml', '--offline', '--trust'], '--trust has no effect here'],
  [['stop', 'orders', '--yes'], '--yes has no effect here'],
  [['compile', 'x.yaml', '--from', 'savepoint'], 'Only a run goes on from a savepoint'],
  [['preview', 'x.yaml', '--from', 'checkpoint'], 'Only a run goes on from a checkpoint'],
  [['preview', 'x.yaml', '--from', '5'], 'Write now, earliest or a time'],
  [['preview', 'x.yaml', '--rows', '0'], 'Write a whole number from 1 on'],
])('refuses flow %j', async (args, message) => {
  const said = await headrace('flow', ...args);
  expect(said.code).toBe(2);
  expect(said.err).toContain(message);
  expect(api.asked).toEqual([]);
});

test('refuses a rate of sample events where there are none', async () => {
  const said = await headrace('up', '--no-samples', '--rate', '5', '--no-open');
  expect(said).toMatchObject({ code: 2 });
  expect(said.err).toContain('--rate has no effect here');
});

describe('preview', () => {
  test('says the faults of the flow and ends with 1, without a preview', async () => {
    api.diagnostics = [fault];
    const path = file('a.yaml');
    expect(await headrace('flow', 'preview', path, '--trust')).toEqual({
      code: 1,
      out: '',
      err: `${path}:19:21: error planner/x Wrong.\n`,
    });
    const json = await headrace('flow', 'preview', path, '--trust', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ diagnostics: [{ code: 'planner/x' }] });
    expect(api.asked.join()).not.toContain('/api/previews');
  });
  test('refuses a node that is not there, with the nearest name', async () => {
    api.ports = { in: [], some: [], 'some.unmatched': [] };
    const said = await headrace('flow', 'preview', file('a.yaml'), '--trust', '--node', 'som');
    expect(said).toEqual({ code: 2, out: '', err: "There is no 'som' to preview. Did you mean 'some'?\n" });
    const json = await headrace('flow', 'preview', file('a.yaml'), '--trust', '--node', 'som', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'command/no-node' } });
    expect(api.asked.join()).not.toContain('/api/previews');
  });
  test('rows, notices and the end, a line each', async () => {
    api.events = [
      { kind: 'ports', ports: { in: [{ name: 'id', type: 'BIGINT' }] } },
      { kind: 'notice', diagnostic: { code: 'a/b', severity: 'warning', message: 'Look.', place: {} } },
      { kind: 'rows', rows: [{ port: 'in', change: '+I', fields: ['1'], t: 1 }], counts: {}, watermarks: {} },
      { kind: 'state', state: 'ended', message: 'All events were read.', node: null },
    ];
    const path = file('a.yaml');
    expect(await headrace('flow', 'preview', path, '--trust')).toEqual({
      code: 0,
      out: '{"node":"in","change":"+I","row":{"id":"1"}}\n',
      err: 'Look.\nAll events were read.\n',
    });
    const { out } = await headrace('flow', 'preview', path, '--trust', '--json');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => Object.keys(JSON.parse(line))),
    ).toEqual([['notice'], ['node', 'change', 'row'], ['ended']]);
  });
});

describe('run', () => {
  const asked = () => api.asked.find((a) => a.startsWith('POST /api/flows/f1/runs'));
  test('goes on from a savepoint or a checkpoint where the last run left one', async () => {
    api.runs = [run({ state: 'stopped', resumesFrom: 'savepoint', endedAt: 1 })];
    expect((await headrace('flow', 'run', file('a.yaml'), '--trust', '--from', 'savepoint')).code).toBe(0);
    expect(asked()).toContain('"from":{"kind":"savepoint"}');
    api.runs = [run({ state: 'failed', resumesFrom: 'checkpoint', endedAt: 1 })];
    api.asked = [];
    await headrace('flow', 'run', file('a.yaml'), '--trust', '--from', 'checkpoint');
    expect(asked()).toContain('"from":{"kind":"savepoint"}');
  });
  test.each([
    ['savepoint', { state: 'failed', resumesFrom: 'checkpoint' }, 'Go on from its newest checkpoint'],
    ['checkpoint', { state: 'stopped', resumesFrom: 'savepoint' }, 'Use --from savepoint'],
    ['savepoint', { state: 'stopped' }, 'No earlier run of this flow left a savepoint'],
  ] as const)('refuses a %s that is not the newest state', async (from, last, message) => {
    api.runs = [run({ endedAt: 1, ...last })];
    const said = await headrace('flow', 'run', file('a.yaml'), '--trust', '--from', from, '--json');
    expect(said.code).toBe(2);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: 'run/no-savepoint' } });
    expect(said.err).toContain(message);
    expect(asked()).toBeUndefined();
  });
  test('a flow with faults is neither stored nor run', async () => {
    api.diagnostics = [fault];
    expect((await headrace('flow', 'run', file('a.yaml'), '--trust')).code).toBe(1);
    expect(api.asked.filter((a) => /^(PUT|POST) \/api\/flows/.test(a))).toEqual([]);
  });
  test('a refusal of the server has its code and sentence', async () => {
    api.runs = [];
    api.flows = [];
    const said = await headrace('flow', 'delete', 'f1', '--yes', '--json');
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: 'flow/not-found' } });
  });
});

describe('list and status', () => {
  test('tables, and the same as JSON', async () => {
    const listed = await headrace('flow', 'list');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/^NAME +STATE +VERSION +CHANGED +ID\norders +running +3 +1970-\S+ +f1\n$/);
    expect(JSON.parse((await headrace('flow', 'list', '--json')).out)).toMatchObject([{ id: 'f1', name: 'orders' }]);
    const all = await headrace('flow', 'status');
    expect(all.out).toMatch(/^NAME +STATE +SINCE +RESTARTS +LAST CHECKPOINT +FAILURE\norders +running +\S+ +2 +\S+\n$/);
  });
  test('state, restarts, checkpoints, failure with its node, history', async () => {
    const failure = { message: 'It fails.', node: 'some', hasTrace: false };
    const history = [{ at: 1_775_548_800_000, message: 'It began.' }];
    const unreadableExample = { partition: 0, offset: 7, reason: 'It is empty.' };
    const counts = {
      orders: { in: 120, out: { orders: 100 }, unreadable: 20, unreadableExample, emptied: 0 },
      some: { out: {} },
    };
    api.runs = [run({ state: 'failed', endedAt: 1_775_549_000_000, failure, history, counts })];
    const said = await headrace('flow', 'status', 'orders');
    expect(said).toEqual({
      code: 1,
      err: '',
      out: [
        'orders',
        '  state: failed since 2026-04-07T08:03:20.000Z',
        '  version: 3, started 2026-04-07T08:00:00.000Z from now',
        '  Flink job: abc',
        '  restarts: 2',
        '  checkpoints: 5, the last at 2026-04-07T08:01:40.000Z',
        '  failure: some: It fails.',
        '  orders: in 120, out 100, unreadable 20 (partition 0, offset 7: It is empty.)',
        '  some: not known',
        '  2026-04-07T08:00:00.000Z  It began.',
        '',
      ].join('\n'),
    });
    expect(JSON.parse((await headrace('flow', 'status', 'f1', '--json')).out)).toMatchObject({
      flow: { id: 'f1', name: 'orders' },
      run: { state: 'failed', failure },
    });
  });
  test('a flow that was never run, and one that is not there', async () => {
    api.runs = [];
    expect(await headrace('flow', 'status', 'orders')).toMatchObject({
      code: 0,
      out: 'orders\n  It has never been run.\n',
    });
    expect(await headrace('flow', 'status', 'order')).toMatchObject({
      code: 2,
      err: "There is no stored flow 'order'. Did you mean 'orders'?\n",
    });
  });
});

describe('stop and delete', () => {
  test('a stop with a savepoint waits until it was taken', async () => {
    api.onStop = (savepoint) => {
      api.runs = [run({ state: 'stopping' })];
      setTimeout(() => {
        api.runs = [run({ state: 'stopped', resumesFrom: savepoint ? 'savepoint' : null, endedAt: 1 })];
      }, 300);
    };
    expect(await headrace('flow', 'stop', 'orders')).toEqual({
      code: 0,
      out: "'orders' is stopped, with a savepoint.\n",
      err: '',
    });
    expect(api.asked).toContain('POST /api/runs/r1/stop {"savepoint":true}');
  });
  test('a stop that does not come about ends with 1', async () => {
    api.onStop = () => {
      api.runs = [run({ state: 'stopping' })];
      setTimeout(() => {
        api.runs = [run({ state: 'restarting' })];
      }, 700);
    };
    const said = await headrace('flow', 'stop', 'orders');
    expect(said).toMatchObject({ code: 1, err: "'orders' was not stopped: it is restarting.\n" });
  });
  test('without a savepoint it asks, or takes --yes', async () => {
    const asked = await headrace('flow', 'stop', 'orders', '--without-savepoint', '--json');
    expect(asked.code).toBe(2);
    expect(JSON.parse(asked.out)).toMatchObject({ error: { code: 'command/needs-consent' } });
    expect(api.asked.join()).not.toContain('/stop');
    api.onStop = () => {
      api.runs = [run({ state: 'stopped', endedAt: 1 })];
    };
    expect((await headrace('flow', 'stop', 'orders', '--without-savepoint', '--yes')).code).toBe(0);
    expect(api.asked).toContain('POST /api/runs/r1/stop {"savepoint":false}');
  });
  test.each([
    [['stop', 'orders', '--without-savepoint'], 'command/declined', 'It was not stopped.'],
    [['delete', 'orders'], 'command/declined', 'It was not deleted.'],
    [['check', 'new'], 'command/not-trusted', 'Flink was not asked.'],
  ])('%j does nothing when somebody answers no at the terminal', async ([name = '', ...args], code, message) => {
    if (name === 'check') api.flows = [];
    const terminal = Object.assign(Readable.from(['no\n']), { isTTY: true });
    const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
    const said = await headrace('flow', name, ...args.map((a) => (a === 'new' ? file('new.yaml') : a)), '--json');
    stdin.mockRestore();
    expect(said.code).toBe(2);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code, message: expect.stringContaining(message) } });
    expect(api.asked.filter((asked) => !asked.startsWith('GET '))).toEqual([]);
  });
  test('a flow that is not running cannot be stopped', async () => {
    api.runs = [run({ state: 'finished', endedAt: 1 })];
    const said = await headrace('flow', 'stop', 'orders', '--json');
    expect(said).toMatchObject({ code: 2, err: "'orders' is not running.\n" });
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: 'run/not-running' } });
  });
  test('delete asks, or takes --yes', async () => {
    expect((await headrace('flow', 'delete', 'orders')).err).toContain('add --yes');
    expect(api.asked.join()).not.toContain('DELETE');
    expect(await headrace('flow', 'delete', 'orders', '--yes', '--json')).toMatchObject({
      code: 0,
      out: '{\n  "deleted": {\n    "id": "f1",\n    "name": "orders"\n  }\n}\n',
    });
    expect(api.asked).toContain('DELETE /api/flows/f1');
  });
});
