import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@headrace/http';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kafkaAdminApp } from './app.ts';
import { type Connections, openConnections } from './connections.ts';
import { headersOf, toSample } from './view.ts';

const dir = mkdtempSync(join(tmpdir(), 'headrace-kafka-admin-'));
const log = createLogger('kafka-admin');
log.level = 'silent';
let app: Hono;
let connections: Connections;

beforeAll(async () => {
  const nobody = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => nobody.once('listening', resolve));
  const { port } = nobody.address() as { port: number };
  await new Promise((resolve) => nobody.close(resolve));
  const file = join(dir, 'connections.yaml');
  writeFileSync(file, `- {name: gone, kind: kafka, description: Was here, bootstrapServers: '127.0.0.1:${port}'}\n`);
  connections = openConnections(file, () => undefined);
  app = kafkaAdminApp(connections, { log, port: 7000, origin: 'http://localhost:8443' });
});

afterAll(async () => {
  await connections.close();
  rmSync(dir, { recursive: true });
});

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await app.request(`/kafka/connections${path}`, { ...init, headers: { host: 'localhost:7000' } });
  return { status: response.status, body: await response.json() };
};

test('a file of connections that is not right is said with its place, and nothing that stands in it is', async () => {
  const broken = join(dir, 'broken.yaml');
  writeFileSync(broken, '- name: local\n  password: *geheim7\n');
  const refused = openConnections(broken, () => undefined).list();
  await expect(refused).rejects.toMatchObject({
    problem: {
      code: 'connections/invalid',
      title: 'The file of connections is not right at line 2, column 13. An administrator must correct it.',
    },
  });
  expect(JSON.stringify(await refused.catch((error) => [error.message, error.problem]))).not.toContain('geheim');
});

test('connections are listed without their addresses', async () => {
  expect(await ask('')).toEqual({ status: 200, body: [{ name: 'gone', kind: 'kafka', description: 'Was here' }] });
});

test('a broker that does not answer is a problem with a sentence', async () => {
  const { status, body } = await ask('/gone/topics');
  expect(status).toBe(503);
  expect(body).toMatchObject({
    code: 'kafka/unreachable',
    title: expect.stringContaining('No Kafka broker answers at'),
  });
});

test('a connection that nobody registered is a problem', async () => {
  expect(await ask('/other/topics')).toMatchObject({ status: 404, body: { code: 'kafka/unknown-connection' } });
});

test.each([
  ['', 'request/not-json'],
  ['{"partitions": 1}', 'request/invalid'],
  ['{"name": "A", "partitions": 0}', 'request/invalid'],
])('rejects %j as a new topic', async (body, code) => {
  expect(await ask('/gone/topics', { method: 'POST', body })).toMatchObject({ status: 400, body: { code } });
});

test('messages are shown as text, long ones cut, tombstones as null', () => {
  const message = {
    partition: 2,
    offset: 2n ** 60n,
    timestamp: 5,
    key: null,
    value: Buffer.alloc(100_000, 'x'),
    headers: [['priority', Buffer.from('low')] as const, ['priority', Buffer.from('high')] as const],
  };
  const shown = toSample(message);
  expect(shown).toMatchObject({
    partition: 2,
    offset: '1152921504606846976',
    key: null,
    headers: { priority: 'high' },
  });
  expect(shown.value).toHaveLength(65_536);
  expect(toSample({ ...message, value: null }).value).toBeNull();
  expect(headersOf({ ...message, headers: [['bytes', Buffer.from([0xff])]] })).toEqual({ bytes: '\ufffd' });
});
