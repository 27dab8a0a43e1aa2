import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult, FlowSummary, StoredFlow } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { createLogger, readEnvironment } from '@headrace/http';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backendApp } from './app.ts';
import { type Services, startServices } from './services.ts';

/** Ports at which nothing listens: what does not need Flink and Kafka must work without them. */
const nowhere = 'http://127.0.0.1:2';
let folder: string;
let services: Services;
let app: Hono;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-app-'));
  const connectionsFile = join(folder, 'connections.yaml');
  writeFileSync(connectionsFile, '- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9"}\n');
  const env = readEnvironment('backend', {
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: connectionsFile,
    HEADRACE_SQL_GATEWAY: nowhere,
    HEADRACE_JOBMANAGER: nowhere,
    HEADRACE_KAFKA_ADMIN: nowhere,
  });
  const log = createLogger('backend');
  log.level = 'silent';
  services = await startServices(env, log);
  app = backendApp(services, env, log);
});
afterEach(async () => {
  await services.close();
  rmSync(folder, { recursive: true });
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; data: T }> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const headers = { host: 'localhost:8888', ...json.headers };
  const answer = await app.request(`/api${path}`, { method, ...json, headers });
  return { status: answer.status, data: (answer.status === 204 ? undefined : await answer.json()) as T };
}
const create = async (text: string) => (await ask<StoredFlow>('POST', '/flows', { text })).data;

describe('flows', () => {
  test('are made from a text, an example or another flow', async () => {
    const { id } = await create(newFlowText('mine'));
    await ask('POST', '/flows', { copyOf: id });
    await ask('POST', '/flows', { example: 'orders-by-region' });
    const { data } = await ask<FlowSummary[]>('GET', '/flows');
    expect(data.map((f) => f.name).sort()).toEqual(['mine', 'mine-2', 'orders-by-region']);
    expect(data.find((f) => f.name === 'orders-by-region')?.picture.edges).toHaveLength(3);
  });

  test('a save based on an older version is refused with the newest', async () => {
    const { id } = await create(newFlowText('a'));
    expect((await ask('PUT', `/flows/${id}`, { text: newFlowText('b'), baseVersion: 1 })).status).toBe(200);
    const stale = await ask('PUT', `/flows/${id}`, { text: newFlowText('c'), baseVersion: 1 });
    expect(stale).toMatchObject({
      status: 409,
      data: { code: 'flow/stale-version', current: { version: 2, text: newFlowText('b') } },
    });
  });

  test('deleted ones come back from the bin', async () => {
    const { id } = await create(newFlowText('a'));
    expect((await ask('DELETE', `/flows/${id}`)).status).toBe(204);
    expect(await ask('GET', `/flows/${id}`)).toMatchObject({ status: 404, data: { code: 'flow/not-found' } });
    await ask('POST', `/flows/${id}/restore`);
    expect((await ask('GET', `/flows/${id}`)).status).toBe(200);
  });

  test('one from outside is neither checked by Flink nor previewed nor run until a person trusts it', async () => {
    const { id, trusted, text } = await create(newFlowText('stranger'));
    expect(trusted).toBe(false);
    const attempts = [
      ['/check', { text, flow: id }],
      ['/check?plan=true', { text, flow: id }],
      ['/previews', { text, flow: id, from: { kind: 'now' } }],
      [`/flows/${id}/runs`, { from: { kind: 'now' }, version: 1 }],
    ] as const;
    for (const [path, body] of attempts)
      expect(await ask('POST', path, body), path).toMatchObject({ status: 409, data: { code: 'flow/not-trusted' } });
    // An edit is not a word of trust, nor is a copy.
    await ask('PUT', `/flows/${id}`, { text: newFlowText('edited'), baseVersion: 1 });
    const copy = await ask<StoredFlow>('POST', '/flows', { copyOf: id });
    expect(copy.data.trusted).toBe(false);
    expect((await ask<StoredFlow>('GET', `/flows/${id}`)).data.trusted).toBe(false);

    expect(await ask('POST', `/flows/${id}/trust`)).toMatchObject({ status: 200, data: { trusted: true, version: 2 } });
    for (const [path, body] of attempts)
      expect(await ask('POST', path, body), path).not.toMatchObject({ data: { code: 'flow/not-trusted' } });
    expect((await ask<StoredFlow>('POST', '/flows', { copyOf: id })).data.trusted).toBe(true);
  });

  test('examples, and texts that a person writes here, are trusted', async () => {
    const own = await ask<StoredFlow>('POST', '/flows', { text: newFlowText('own'), trusted: true });
    const example = await ask<StoredFlow>('POST', '/flows', { example: 'orders-by-region' });
    expect([own.data.trusted, example.data.trusted]).toEqual([true, true]);
  });

  test.each([
    ['POST', '/flows/x/trust', undefined, 404],
    ['PUT', '/flows/x', { text: '' }, 400],
    ['POST', '/flows', { example: 'none' }, 404],
    ['POST', '/flows/x/runs', { from: { kind: 'now' }, version: 1 }, 404],
    ['POST', '/runs/x/stop', { savepoint: true }, 404],
    ['GET', '/previews/x/events', undefined, 404],
    ['PUT', '/events/x/previews/y', { viewers: [] }, 404],
    ['PUT', '/events/x/previews/y', {}, 400],
  ])('%s %s with %o: %i and a sentence', async (method, path, body, status) => {
    const answer = await ask<{ title: string }>(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.data.title).toMatch(/\.$/);
  });
});

describe('without Flink', () => {
  const orders =
    '{type: kafka-source, config: {connection: local, topic: ORDERS, columns: [{name: id, type: STRING}]}}';
  const text = (expression: string) =>
    newFlowText('a').replace(
      'nodes: {}',
      `nodes:\n    orders: ${orders}\n    some: {type: filter, from: orders, config: {expression: "${expression}"}}`,
    );

  test('a check gives the structure, and says that the planner was not asked', async () => {
    const { data } = await ask<CheckResult>('POST', '/check', { text: text('id =') });
    expect(data.planner).toBe(false);
  });

  test('a text that is no flow is a diagnostic', async () => {
    const { data } = await ask<CheckResult>('POST', '/check', { text: 'nodes: [' });
    expect(data.diagnostics[0]?.place.file?.line).toBeGreaterThan(0);
  });

  test('previews and runs are refused in a sentence', async () => {
    const { id } = await create(text("id = 'a'"));
    await ask('POST', `/flows/${id}/trust`);
    const from = { kind: 'now' };
    expect((await ask('POST', '/previews', { text: text("id = 'a'"), from })).status).toBe(503);
    expect((await ask('POST', `/flows/${id}/runs`, { from, version: 1 })).status).toBe(503);
    expect((await ask('POST', `/flows/${id}/runs`, { from, version: 7 })).status).toBe(409);
  });

  test('health tells which part is away', async () => {
    const { data } = await ask('GET', '/health');
    expect(data).toMatchObject({ status: 'degraded', parts: { backend: { ok: true }, 'sql-gateway': { ok: false } } });
    expect(JSON.stringify(data)).toContain('nothing listens at its address');
  });
});

test('open pages are told of every change', async () => {
  const answer = await app.request('/api/events', { headers: { host: 'localhost:8888' } });
  const reader = answer.body?.getReader();
  await create(newFlowText('told'));
  let text = '';
  while (!text.includes('event: flow')) text += new TextDecoder().decode((await reader?.read())?.value);
  expect(text).toMatch(/^event: stream\ndata: \{"id":"[^"]+"\}\n\nevent: flow\ndata: \{.*"name":"told"/);
  await reader?.cancel();
});
