import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type Served, serve } from '@headrace/http';
import type { Kafka } from '@headrace/kafka';
import { type Limit, type LimitOf, limits } from '@headrace/topology';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kafkaAdminApp } from './app.ts';
import { type Connections, openConnections } from './connections.ts';

let folder: string;
/** A broker that takes connections and never answers: reads wait for it. */
let broker: Server;
let sockets: Set<Socket>;
let connections: Connections;
let served: Served;

beforeEach(async () => {
  sockets = new Set();
  broker = createServer((socket) => sockets.add(socket.on('error', () => {})));
  await once(broker.listen(0, '127.0.0.1'), 'listening');
  folder = mkdtempSync(join(tmpdir(), 'headrace-kafka-limits-'));
  const file = join(folder, 'connections.yaml');
  const { port } = broker.address() as { port: number };
  writeFileSync(file, `- {name: silent, kind: kafka, bootstrapServers: '127.0.0.1:${port}'}\n`);
  connections = openConnections(file, () => undefined);
  await start(connections);
});

afterEach(async () => {
  broker.close();
  for (const socket of sockets) socket.destroy();
  await served.close(0);
  await connections.close().catch(() => {});
  rmSync(folder, { recursive: true });
});

async function start(of: Connections): Promise<void> {
  const probe = await serve({ app: { fetch: () => new Response() }, port: 0 });
  await probe.close();
  const log = createLogger('kafka-admin');
  log.level = 'silent';
  const app = kafkaAdminApp(of, {
    log,
    port: probe.port,
    origin: `http://localhost:${probe.port}`,
    personOf: (c) => c.req.header('x-person') ?? 'local',
  });
  served = await serve({ app, port: probe.port });
}

async function read(path: string, person = 'local') {
  const url = `http://127.0.0.1:${served.port}/kafka/connections/silent/topics/T/${path}`;
  const answer = await fetch(url, { headers: { 'x-person': person } });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), data: await answer.json() };
}

/** What a request beyond a limit is answered with, by the table. */
function expectRefused(answer: Awaited<ReturnType<typeof read>>, name: LimitOf<'kafka-admin'>): void {
  const { answer: status, message, retryAfter }: Limit = limits[name];
  expect(answer).toMatchObject({ status, data: { title: message, code: expect.stringMatching(/^limit\//) } });
  expect(answer.retryAfter).toBe(retryAfter === undefined ? null : String(retryAfter));
}

const over: Readonly<Record<LimitOf<'kafka-admin'>, () => Promise<void>>> = {
  readsOfPerson: async () => {
    const all = Array.from({ length: limits.readsOfPerson.most + 1 }, () => read('schema', 'a'));
    expectRefused(await Promise.race(all), 'readsOfPerson');
  },
  reads: async () => {
    const all = Array.from({ length: limits.reads.most + 1 }, (_, i) => read('messages', `p${i % 8}`));
    expectRefused(await Promise.race(all), 'reads');
  },
  messages: async () => {
    expectRefused(await read(`messages?limit=${limits.messages.most + 1}`), 'messages');
    expectRefused(await read(`schema?messages=${limits.messages.most + 1}`), 'messages');
    expectRefused(await read('messages?limit=1e99'), 'messages');
  },
  messageBytes: async () => {
    // What a real broker then gives is tried in e2e/flink/kafka.
    let asked: readonly unknown[] = [];
    const newest = async (...all: unknown[]) => {
      asked = all;
      return [];
    };
    await served.close(0);
    await start({ ...connections, cluster: async () => ({ newest }) as unknown as Kafka });
    expect((await read(`messages?limit=${limits.messages.most}`)).status).toBe(200);
    expect(asked).toEqual(['T', limits.messages.most, limits.messageBytes.most]);
  },
};

describe('one over the limit', () => {
  const names = Object.entries(limits).flatMap(([name, { server }]) => (server === 'kafka-admin' ? [name] : []));
  test.each(names)('%s', (name) => over[name as LimitOf<'kafka-admin'>]());
});
