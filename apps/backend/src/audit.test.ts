import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendRoutes } from '@headrace/api';
import { createLogger } from '@headrace/http';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendApp } from './app.ts';
import { RunStore } from './features/runs/run-store.ts';
import { storedRun } from './features/runs/testing.ts';
import { type Services, startServices } from './services.ts';
import type { Action } from './store/action.ts';
import { eventsAfter, newestEvent } from './store/event-log.ts';
import { callAt } from './testing/call.ts';
import { testEnvironment } from './testing/environment.ts';
import { AcceptingFlink } from './testing/flink.ts';
import { storedFlow } from './testing/stored-flow.ts';

const folder = mkdtempSync(join(tmpdir(), 'headrace-audit-'));
const flink = new AcceptingFlink();
let services: Services;
let app: Hono;

const text = (name: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    orders: {type: kafka-source, config: {connection: local, topic: IN, columns: [{name: id, type: STRING}]}}
    out: {type: kafka-sink, from: orders, config: {connection: local, topic: OUT}}
`;

beforeAll(async () => {
  const env = testEnvironment(folder, await flink.start());
  const log = createLogger('backend', { write: () => {} });
  services = await startServices(env, log);
  app = backendApp(services, env, log, { personOf: () => 'eve' });
});
afterAll(async () => {
  flink.close();
  await services.close();
  rmSync(folder, { recursive: true });
});

async function ask(method: string, path: string, body?: unknown) {
  const answer = await app.request(`/api${path}`, {
    method,
    headers: { host: 'localhost:8888', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status === 204 ? undefined : answer.json();
}

const flow = () => storedFlow(services.store, 'audited');

async function run(): Promise<string> {
  const flowId = await flow();
  const stored = storedRun({ id: `run-of-${flowId}`, flowId, jobId: 'job' });
  await new RunStore(services.store).insert(callAt(), stored, { at: 1, message: 'Submitted.' });
  return stored.id;
}

/** How each audited route is called, and the event that it must leave. */
const audited: Readonly<Record<string, readonly [Action, () => Promise<unknown>]>> = {
  'connections.createResource': [
    'resource.create',
    () => ask('POST', '/connections/local/resources', { name: 'MADE' }),
  ],
  'connections.schema': ['resource.read', () => ask('GET', '/connections/local/resources/IN/schema')],
  'flows.create': ['flow.create', () => ask('POST', '/flows', { text: text('made'), trusted: true })],
  'flows.save': [
    'flow.save',
    async () => ask('PUT', `/flows/${await flow()}`, { text: text('saved'), baseVersion: 1 }),
  ],
  'flows.remove': ['flow.delete', async () => ask('DELETE', `/flows/${await flow()}`)],
  'flows.restore': [
    'flow.restore',
    async () => {
      const id = await flow();
      await ask('DELETE', `/flows/${id}`);
      return ask('POST', `/flows/${id}/restore`);
    },
  ],
  'flows.trust': ['flow.trust', async () => ask('POST', `/flows/${await flow()}/trust`)],
  'previews.open': ['preview.open', () => ask('POST', '/previews', { text: text('seen'), from: { kind: 'now' } })],
  'runs.start': [
    'run.start',
    async () => {
      const { id } = await services.flows.create(callAt(), text('started'), { trusted: true });
      return ask('POST', `/flows/${id}/runs`, { version: 1, from: { kind: 'now' } });
    },
  ],
  'runs.stop': ['run.stop', async () => ask('POST', `/runs/${await run()}/stop`, { savepoint: false })],
  'runs.trace': ['run.trace', async () => ask('GET', `/runs/${await run()}/trace`)],
};

const declared = Object.entries(backendRoutes).flatMap(([resource, routes]) =>
  Object.entries(routes).flatMap(([name, route]) => (route.audited ? [`${resource}.${name}`] : [])),
);

test('every audited route is tried', () => {
  expect(Object.keys(audited).sort()).toEqual(declared.sort());
});

test.each(Object.entries(audited))('%s leaves an event with the person who asked', async (_, [action, call]) => {
  const before = await newestEvent(services.store.db);
  await call();
  // A preview notes who looks beside its start.
  await expect
    .poll(async () => {
      const events = await eventsAfter(services.store.db, before, 100);
      return events.filter(({ actor }) => actor === 'eve').map((event) => event.action);
    })
    .toContain(action);
});
