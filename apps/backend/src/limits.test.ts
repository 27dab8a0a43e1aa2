import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredFlow } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { createLogger, readEnvironment, type Served, serve } from '@headrace/http';
import type { Sizes } from '@headrace/service';
import { type Limit, type LimitOf, limits } from '@headrace/topology';
import { afterEach, describe, expect, test } from 'vitest';
import { backendApp } from './app.ts';
import { type Services, startServices } from './services.ts';
import { AcceptingFlink } from './testing/flink.ts';

/** A Flink that takes connections and never answers: what waits for it goes on waiting. */
class SilentFlink {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => {});
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

let folder: string;
let flink: SilentFlink | AcceptingFlink;
let services: Services;
let served: Served;
let base: string;

/** The whole backend on a port, as it runs, but for the size of some limits. */
async function start(sizes: Sizes = {}, planner: SilentFlink | AcceptingFlink = new SilentFlink()): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'headrace-limits-'));
  writeFileSync(join(folder, 'connections.yaml'), '- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9"}\n');
  flink = planner;
  const away = await flink.start();
  const probe = await serve({ app: { fetch: () => new Response() }, port: 0 });
  await probe.close();
  const env = readEnvironment('backend', {
    HEADRACE_PORT: String(probe.port),
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: join(folder, 'connections.yaml'),
    HEADRACE_SQL_GATEWAY: away,
    HEADRACE_JOBMANAGER: away,
    HEADRACE_KAFKA_ADMIN: away,
  });
  const log = createLogger('backend');
  log.level = 'silent';
  services = await startServices(env, log, sizes);
  const app = backendApp(services, env, log, { personOf: (c) => c.req.header('x-person') ?? 'local', sizes });
  served = await serve({ app, port: probe.port });
  base = `http://127.0.0.1:${served.port}/api`;
}

afterEach(async () => {
  flink.close();
  await served.close(0);
  await services.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly data: { id: string; version: number } & Record<string, unknown>;
  readonly retryAfter: string | null;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  person = 'local',
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { 'x-person': person, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    data: text === '' ? {} : JSON.parse(text),
    retryAfter: answer.headers.get('retry-after'),
  };
}

/** What a request beyond a limit is answered with, by the table. */
function expectRefused(answer: Answer, name: LimitOf<'backend'>): void {
  const { answer: status, message, retryAfter }: Limit = limits[name];
  expect(answer).toMatchObject({ status, data: { status, title: message, code: expect.stringMatching(/^limit\//) } });
  expect(answer.retryAfter).toBe(retryAfter === undefined ? null : String(retryAfter));
}

/** A flow that the planner has to be asked about, another for each number. */
const flow = (n: number) =>
  newFlowText(`flow-${n}`).replace(
    'nodes: {}',
    `nodes:\n    orders: {type: kafka-source, config: {connection: local, topic: T${n}, columns: [{name: id, type: STRING}]}}`,
  );

/** Sends requests that wait for Flink, one after the other, and gives what ends them all. */
async function waiting(count: number, send: (i: number, signal: AbortSignal) => Promise<unknown>): Promise<() => void> {
  const leave = new AbortController();
  for (let i = 0; i < count; i++) void send(i, leave.signal).catch(() => {});
  return () => leave.abort();
}

/** Waits until a request is refused; the ones before it may still be on their way. */
async function refusedSoon(send: () => Promise<Answer>, name: LimitOf<'backend'>): Promise<void> {
  for (;;) {
    const patience = AbortSignal.timeout(100);
    const gone = once(patience, 'abort').then(() => undefined);
    const answer = await Promise.race([send(), gone]);
    if (answer) return expectRefused(answer, name);
  }
}

const preview = (i: number, person: string, signal?: AbortSignal) =>
  ask('POST', '/previews', { text: flow(i), from: { kind: 'now' } }, person, signal);
const check = (i: number, person: string, signal?: AbortSignal) =>
  ask('POST', '/check', { text: flow(i) }, person, signal);

async function stream(person: string): Promise<{ status: number; close: () => void; response: Response }> {
  const leave = new AbortController();
  const response = await fetch(`${base}/events`, { headers: { 'x-person': person }, signal: leave.signal });
  return { status: response.status, close: () => leave.abort(), response };
}

const save = async (flowOf: StoredFlow | Answer['data'], text: string, version: number) =>
  ask('PUT', `/flows/${flowOf.id}`, { text, baseVersion: version });

const over: Readonly<Record<LimitOf<'backend'>, () => Promise<void>>> = {
  previewsOfPerson: async () => {
    await start({}, new AcceptingFlink());
    const { most } = limits.previewsOfPerson;
    const open = [];
    for (let i = 0; i < most; i++) open.push(await preview(i, 'a'));
    expect(open.map((o) => o.status)).toEqual(open.map(() => 201));
    expectRefused(await preview(most, 'a'), 'previewsOfPerson');
    // One more page on a flow whose preview is there costs Flink nothing.
    expect(await preview(0, 'a')).toMatchObject({ status: 201, data: { id: open[0]?.data.id } });
    expect((await preview(most, 'b')).status).toBe(201);
  },
  previews: async () => {
    // Fewer than in the product: a preview that nobody looks at ends after ten seconds, perhaps before the last is open.
    const most = 20;
    await start({ previews: most }, new AcceptingFlink());
    for (let i = 0; i < most; i++) expect((await preview(i, `p${i % 8}`)).status).toBe(201);
    expectRefused(await preview(most, 'new'), 'previews');
    // One more page of a person whose preview is there costs Flink nothing.
    expect((await preview(0, 'p0')).status).toBe(201);
  },
  checksOfPerson: async () => {
    await start();
    await waiting(limits.checksOfPerson.most, (i, signal) => check(i, 'a', signal));
    await refusedSoon(() => check(99, 'a'), 'checksOfPerson');
  },
  checks: async () => {
    await start();
    await waiting(limits.checks.most, (i, signal) => check(i, `p${i % 8}`, signal));
    await refusedSoon(() => check(99, 'new'), 'checks');
  },
  streamsOfPerson: async () => {
    await start();
    const open = await Promise.all(Array.from({ length: limits.streamsOfPerson.most }, () => stream('a')));
    expect(open.every((s) => s.status === 200)).toBe(true);
    expectRefused(await ask('GET', '/events', undefined, 'a'), 'streamsOfPerson');
    const other = await stream('b');
    expect(other.status).toBe(200);
    for (const { close } of open) close();
    for (let again = await stream('a'); again.status !== 200; again = await stream('a')) again.close();
  },
  streams: async () => {
    await start();
    const open = await Promise.all(Array.from({ length: limits.streams.most }, (_, i) => stream(`p${i % 20}`)));
    expect(open.every((s) => s.status === 200)).toBe(true);
    expectRefused(await ask('GET', '/events', undefined, 'new'), 'streams');
  },
  streamBytes: async () => {
    await start();
    const { response } = await stream('slow');
    const { bus } = services;
    // Nobody reads meanwhile. The kernel takes some megabytes before anything waits here.
    const change = { event: 'flow', data: { name: 'x'.repeat(100_000) } } as unknown as Parameters<
      typeof bus.publish
    >[0];
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 3000; i++) {
      bus.publish(change);
      if (i % 50 === 0) await sleep(1);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    const text = await response.text();
    expect(text.length).toBeLessThan(100_000_000);
    expect(text).toMatch(/\n\n: The page reads slower .*\nretry: 3000\n\n$/);
  },
  flows: async () => {
    await start({ flows: 3 });
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await ask('POST', '/flows', { text: flow(i) }));
    expect(made.map((m) => m.status)).toEqual([201, 201, 201]);
    const id = made[0]?.data.id;
    expectRefused(await ask('POST', '/flows', { text: flow(4) }), 'flows');
    expectRefused(await ask('POST', '/flows', { copyOf: id }), 'flows');
    await ask('DELETE', `/flows/${id}`);
    expect((await ask('POST', '/flows', { text: flow(5) })).status).toBe(201);
    expectRefused(await ask('POST', `/flows/${id}/restore`), 'flows');
  },
  flowBytes: async () => {
    await start({ flowBytes: 10_000 });
    const sized = (n: number, bytes: number) => `${flow(n)}# ${'x'.repeat(bytes)}\n`;
    const first = await ask('POST', '/flows', { text: sized(1, 4000) });
    expect(first.status).toBe(201);
    expectRefused(await ask('POST', '/flows', { text: sized(2, 9000) }), 'flowBytes');
    expectRefused(await ask('POST', '/flows', { text: sized(2, 0).padEnd(6000, 'ü') }), 'flowBytes');
    expect((await ask('POST', '/flows', { text: sized(2, 4000) })).status).toBe(201);
    expectRefused(await save(first.data, sized(1, 6000), 1), 'flowBytes');
    expect((await save(first.data, sized(1, 3000), 1)).status).toBe(200);
    await ask('DELETE', `/flows/${first.data.id}`);
    expect((await ask('POST', '/flows', { text: sized(3, 5000) })).status).toBe(201);
    expectRefused(await ask('POST', `/flows/${first.data.id}/restore`), 'flowBytes');
  },
  binnedFlows: async () => {
    await start({ binnedFlows: 2 });
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await ask('POST', '/flows', { text: flow(i) })).data.id);
    for (const id of ids) {
      await ask('DELETE', `/flows/${id}`);
      await sleep(2);
    }
    const back = await Promise.all(ids.map((id) => ask('POST', `/flows/${id}/restore`)));
    expect(back.map((b) => b.status)).toEqual([404, 200, 200]);
  },
  versions: async () => {
    await start({ versions: 5 });
    const kept = await saveOften(10, (n) => flow(n));
    // The newest, and five older ones.
    expect(kept).toEqual([6, 7, 8, 9, 10, 11]);
  },
  versionBytes: async () => {
    await start({ versionBytes: 5000 });
    const kept = await saveOften(10, (n) => `${flow(n)}# ${'x'.repeat(2000)}\n`);
    expect(kept).toEqual([9, 10, 11]);
  },
};

/** Saves a new flow so often. @returns the versions that are there then */
async function saveOften(times: number, text: (n: number) => string): Promise<number[]> {
  const { data } = await ask('POST', '/flows', { text: text(0) });
  for (let version = 1; version <= times; version++)
    expect((await save(data, text(version), version)).status).toBe(200);
  const rows = await services.store.db
    .selectFrom('versions')
    .select('version')
    .where('flow_id', '=', data.id)
    .execute();
  return rows.map((row) => row.version).sort((a, b) => a - b);
}

describe('one over the limit', () => {
  const names = Object.entries(limits).flatMap(([name, { server }]) => (server === 'backend' ? [name] : []));
  test.each(names)('%s', (name) => over[name as LimitOf<'backend'>]());
});

test('a check that ends makes room for the next', async () => {
  await start();
  flink.close();
  for (let i = 0; i < 3 * limits.checksOfPerson.most; i++)
    expect((await check(i, 'a')).data).toMatchObject({ planner: false });
  for (let i = 0; i < 3 * limits.previewsOfPerson.most; i++) expect((await preview(i, 'a')).status).toBe(503);
});
