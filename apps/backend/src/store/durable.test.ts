import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredFlow } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open.ts';
import { sqlite } from './sqlite.ts';

const main = join(import.meta.dirname, '../main.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('every commit waits for the disk', async () => {
  const store = await openStore(sqlite(folder));
  const settings = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(store.db);
  expect(settings.rows).toEqual([{ synchronous: 2 }]);
  await store.close();
});

/** The backend as a process of its own; it needs no Flink to save. */
async function start(): Promise<{ child: ChildProcess; api: string }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  const nowhere = 'http://127.0.0.1:2';
  const env = { HEADRACE_PORT: String(port), HEADRACE_DATA: folder, HEADRACE_SQL_GATEWAY: nowhere };
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: { ...process.env, ...env, HEADRACE_JOBMANAGER: nowhere },
  });
  const api = `http://127.0.0.1:${port}/api`;
  for (;;) {
    const up = await fetch(`${api}/examples`).catch(() => undefined);
    if (up?.ok) return { child, api };
    await sleep(50);
  }
}

async function send(method: string, url: string, body: unknown): Promise<StoredFlow> {
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(url, { method, body: JSON.stringify(body), headers })).json()) as StoredFlow;
}

test('an acknowledged save survives kill -9', async () => {
  const first = await start();
  const acknowledged = await send('POST', `${first.api}/flows`, { text: newFlowText('kept') });
  const { id } = acknowledged;
  let last = acknowledged;
  const saving = (async () => {
    for (let n = 1; ; n++)
      last = await send('PUT', `${first.api}/flows/${id}`, {
        text: newFlowText(`kept-${n}`),
        baseVersion: last.version,
      });
  })().catch(() => {});
  while (last.version < 20) await sleep(5);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  await saving;

  const second = await start();
  const found = (await (await fetch(`${second.api}/flows/${id}`)).json()) as StoredFlow;
  // One more may have been stored whose answer was cut off.
  expect([last.version, last.version + 1]).toContain(found.version);
  expect(found.text).toBe(newFlowText(`kept-${found.version - 1}`));
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
});
