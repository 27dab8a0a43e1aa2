import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAdminRoutes, type Role } from '@headrace/api';
import { createLogger } from '@headrace/http';
import { describeRoutes } from '@headrace/http/testing';
import type { Hono } from 'hono';
import { afterAll, beforeAll } from 'vitest';
import { kafkaAdminApp } from './app.ts';
import { type Connections, openConnections } from './connections.ts';

const mostBytes = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'headrace-kafka-routes-'));
const faults: string[] = [];
let connections: Connections;
let app: Hono;
let role: Role = 'administrator';

beforeAll(async () => {
  const nobody = createServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  const { port } = nobody.address() as { port: number };
  nobody.close();
  const file = join(folder, 'connections.yaml');
  writeFileSync(file, `- {name: gone, kind: kafka, bootstrapServers: '127.0.0.1:${port}'}\n`);
  connections = openConnections(file, () => undefined);
  const log = createLogger('kafka-admin', {
    write: (line: string) => void (line.includes('"err"') && faults.push(line)),
  });
  app = kafkaAdminApp(connections, {
    log,
    port: 7000,
    origin: 'http://localhost:8443',
    roleOf: () => role,
    sizes: { bodyBytes: mostBytes },
  });
});

afterAll(async () => {
  await connections.close();
  rmSync(folder, { recursive: true });
});

describeRoutes(kafkaAdminRoutes, {
  app: () => app,
  host: 'localhost:7000',
  mostBytes,
  faults: () => faults.splice(0),
  // No broker answers: what one answers is checked by the suites with a real one.
  namesFor: async () => ({ params: { connection: 'none', topic: 'T' } }),
  become: (next) => {
    role = next;
  },
});
