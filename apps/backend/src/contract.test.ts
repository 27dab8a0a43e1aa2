import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendRoutes, type ProblemCode, type Role, type Route } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { createLogger } from '@headrace/http';
import { describeRoutes, type Names } from '@headrace/http/testing';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendApp } from './app.ts';
import { FlowStore } from './features/flows/flow-store.ts';
import { RunStore } from './features/runs/run-store.ts';
import { storedRun } from './features/runs/testing.ts';
import { FlowReader } from './reading/flow-reader.ts';
import { type Services, startServices } from './services.ts';
import { openStore } from './store/open.ts';
import { sqlite } from './store/sqlite.ts';
import { callAt } from './testing/call.ts';
import { testEnvironment } from './testing/environment.ts';
import { AcceptingFlink } from './testing/flink.ts';

const mostBytes = 300_000;
const host = 'localhost:8888';
const folder = mkdtempSync(join(tmpdir(), 'headrace-routes-'));
const flink = new AcceptingFlink();
/** A Kafka administration whose cluster has no topic. */
const emptyKafkaAdmin = createServer((_, response) => {
  const code: ProblemCode = 'kafka/unknown-topic';
  response
    .writeHead(404, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ code, status: 404, title: 'The topic does not exist.' }));
});
const faults: string[] = [];
let services: Services;
let app: Hono;
let role: Role = 'administrator';

const text = newFlowText('a').replace(
  'nodes: {}',
  'nodes:\n    orders: {type: kafka-source, config: {connection: local, topic: ORDERS, columns: [{name: id, type: STRING}]}}',
);

beforeAll(async () => {
  const env = testEnvironment(folder, await flink.start(), await listening(emptyKafkaAdmin));
  const store = await openStore(sqlite(join(folder, 'backend')));
  const flow = await new FlowStore({ store, names: new FlowReader() }).create(callAt(), text, true);
  const ended = storedRun({ id: 'ended', flowId: flow.id, state: 'stopped', endedAt: 1 });
  await new RunStore(store).insert(callAt(), ended, { at: 1, message: 'Submitted.' });
  await store.close();
  const log = createLogger('backend', { write: (line: string) => void (line.includes('"err"') && faults.push(line)) });
  const sizes = { bodyBytes: mostBytes, flows: 100_000, streamsOfPerson: 100_000, previewsOfPerson: 100_000 };
  services = await startServices(env, log, sizes);
  app = backendApp(services, env, log, { roleOf: () => role, sizes });
});

afterAll(async () => {
  flink.close();
  emptyKafkaAdmin.close();
  await services.close();
  rmSync(folder, { recursive: true });
});

/** @returns the address of the server, once it listens */
async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Opens a stream of events. @returns its id, and what ends it */
async function openStream(): Promise<{ id: string; close: () => void }> {
  const answer = await app.request('/api/events', { headers: { host } });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  return { id: JSON.parse(/data: (.*)/.exec(first)?.[1] ?? '').id, close: () => void reader.cancel() };
}

/** Names for the path of a route, of things that exist when it is called. */
async function namesFor({ path }: Route): Promise<Names> {
  const stream = await openStream();
  const flow = await services.flows.create(callAt(), text, { trusted: true });
  const preview = path.includes('/previews/{id}')
    ? await services.previews.open(callAt(), { text, from: { kind: 'now' } })
    : undefined;
  const id = preview ? preview.plan.id : path.includes('/runs/{id}') ? 'ended' : flow.id;
  const params = { id, version: '1', stream: stream.id, connection: 'local', resource: 'ORDERS' };
  return { params, close: stream.close };
}

describeRoutes(backendRoutes, {
  app: () => app,
  host,
  mostBytes,
  faults: () => faults.splice(0),
  namesFor,
  become: (next) => {
    role = next;
  },
});

test('the document that is served is the one in docs/', async () => {
  const answer = await app.request('/api/openapi.json', { headers: { host } });
  const file = join(import.meta.dirname, '../../../docs/openapi.json');
  expect(await answer.json()).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
