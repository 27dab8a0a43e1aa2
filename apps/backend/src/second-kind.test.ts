import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addGenerator } from '@headrace/connections/testing';
import type { FlowDocument } from '@headrace/flow';
import { createLogger, readEnvironment } from '@headrace/http';
import { catalogue } from '@headrace/nodes';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { backendApp } from './app.ts';
import { Clients } from './outside/clients.ts';
import { createResources, resourceProblem } from './outside/resources.ts';
import { compile } from './reading/compile.ts';
import { topicUses } from './reading/flow-resources.ts';
import { type Services, startServices } from './services.ts';
import { callAt } from './testing/call.ts';
import { AcceptingFlink } from './testing/flink.ts';

const folder = mkdtempSync(join(tmpdir(), 'headrace-kinds-'));
const flink = new AcceptingFlink();
let services: Services;
let app: Hono;

beforeAll(async () => {
  addGenerator(catalogue);
  const connectionsFile = join(folder, 'connections.yaml');
  writeFileSync(
    connectionsFile,
    '- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9"}\n- {name: numbers, kind: generator, series: [even, odd], passwordFile: /run/secrets/canary}\n',
  );
  const address = await flink.start();
  const env = readEnvironment('backend', {
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: connectionsFile,
    HEADRACE_SQL_GATEWAY: address,
    HEADRACE_JOBMANAGER: address,
    HEADRACE_KAFKA_ADMIN: 'http://127.0.0.1:2',
  });
  const log = createLogger('backend');
  log.level = 'silent';
  services = await startServices(env, log);
  app = backendApp(services, env, log);
});
afterAll(async () => {
  await services.close();
  flink.close();
  rmSync(folder, { recursive: true });
});

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; data: unknown }> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const headers = { host: 'localhost:8888', ...json.headers };
  const answer = await app.request(`/api${path}`, { method, ...json, headers });
  return { status: answer.status, data: answer.status === 204 ? undefined : await answer.json() };
}

const nodes = (which: string) => ({
  in: { type: 'generator-source', config: { from: 'numbers', which, read: [{ name: 'id', type: 'BIGINT' }] } },
});
const document = (which: string): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: nodes(which) },
});

describe('the API of a second kind of connection', () => {
  test('gives its settings and not its credentials', async () => {
    const { data } = await ask('GET', '/connections');
    expect(data).toEqual([
      { name: 'local', kind: 'kafka', bootstrapServers: '127.0.0.1:9' },
      { name: 'numbers', kind: 'generator', series: ['even', 'odd'] },
    ]);
  });

  test('lists, describes and creates what it holds', async () => {
    expect((await ask('GET', '/connections/numbers/resources')).data).toEqual([
      { name: 'even', rate: 10 },
      { name: 'odd', rate: 10 },
    ]);
    expect(await ask('GET', '/connections/numbers/resources/even/schema')).toMatchObject({
      status: 200,
      data: { columns: [{ name: 'id', type: 'BIGINT' }] },
    });
    expect((await ask('POST', '/connections/numbers/resources', { name: 'prime' })).status).toBe(204);
    expect((await ask('GET', '/connections/numbers/resources')).data).toContainEqual({ name: 'prime', rate: 10 });
  });

  test('answers with the problems of any connection', async () => {
    expect(await ask('GET', '/connections/numbers/resources/seven/schema')).toMatchObject({
      status: 404,
      data: { code: 'connection/unknown-resource', title: "There is no series 'seven'." },
    });
    expect(await ask('POST', '/connections/numbers/resources', { name: 'a'.repeat(30) })).toMatchObject({
      status: 400,
      data: { code: 'connection/bad-resource' },
    });
    expect(await ask('GET', '/connections/other/resources')).toMatchObject({
      status: 404,
      data: { code: 'connection/unknown' },
    });
  });

  test('says that the Kafka administration is away where that is asked', async () => {
    expect(await ask('GET', '/connections/local/resources')).toMatchObject({
      status: 503,
      data: { code: 'connection/unreachable' },
    });
  });

  test('checks and previews a flow that reads it', async () => {
    const text = stringify(document('even'));
    expect(await ask('POST', '/check', { text })).toMatchObject({ status: 200, data: { diagnostics: [] } });
    const opened = await ask('POST', '/previews', { text, from: { kind: 'now' } });
    expect(opened.status).toBe(201);
    const { id } = opened.data as { id: string };
    const tables = services.previews.get(callAt(), id).plan.query.tables.map((table) => table.text);
    expect(tables).toEqual([expect.stringMatching(/'fields\.id\.start' = '100'.*'rows-per-second' = '1000'/s)]);
    await ask('DELETE', `/previews/${id}`);
  });
});

describe('what a run needs of a second kind of connection', () => {
  const uses = (which: string) => topicUses(compile(document(which), { connections: services.connections.views() }));
  const clients = new Clients({}, () => undefined);

  test('is looked up by the driver of the kind', async () => {
    const { drivers } = await import('@headrace/connections/server');
    const own = new Clients(drivers, () => undefined);
    expect(uses('seven')).toMatchObject([{ topic: 'seven', role: 'source', at: { kind: 'generator' } }]);
    expect(await resourceProblem(own, uses('even'))).toBeUndefined();
    expect(await resourceProblem(own, uses('seven'))).toEqual({
      kind: 'missing',
      message: "The series seven does not exist. Create it or choose another series in 'in'.",
      node: 'in',
    });
    const [use] = uses('nine');
    if (!use) throw new Error('nothing is read');
    expect(await createResources(own, [{ ...use, create: {} }])).toBeUndefined();
    expect(await resourceProblem(own, uses('nine'))).toBeUndefined();
    await own.close();
  });

  test('cannot be looked up without the driver of the kind', async () => {
    await expect(resourceProblem(clients, uses('even'))).rejects.toThrow(
      "no driver for connections of the kind 'generator'",
    );
  });

  test('of an earlier version of Headrace is a topic of Kafka', async () => {
    const asked: string[] = [];
    const kafka = new Clients(
      {
        kafka: {
          load: async () => {},
          open: (address) => ({
            missing: async (topics) => {
              asked.push(`${topics} at ${address}`);
              return topics;
            },
            names: async () => [],
            ensure: async () => {},
            close: async () => {},
          }),
        },
      },
      () => undefined,
    );
    const old = { table: 't', node: 'n', role: 'source', topic: 'T', servers: 'kafka:9092', idleTimeout: 0 } as const;
    expect(await resourceProblem(kafka, [old])).toMatchObject({
      message: "The topic T does not exist. Create it or choose another topic in 'n'.",
    });
    expect(asked).toEqual(['T at kafka:9092']);
  });
});
