import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientFetch } from '@headrace/tls';
import { issueKeys } from '@headrace/tls/issue';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterEach, expect, test } from 'vitest';
import { PortFault, type Served, serve } from './serve.ts';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

const app = new Hono().get('/events', (c) =>
  streamSSE(c, async (stream) => {
    await stream.writeSSE({ data: 'hello' });
    await new Promise((resolve) => stream.onAbort(() => resolve(undefined)));
  }),
);

test('a port in use is a sentence that names it', async () => {
  const first = await serve({ app, port: 0 });
  open.push(first);
  const second = serve({ app, port: first.port });
  await expect(second).rejects.toThrow(PortFault);
  await expect(second).rejects.toThrow(`Port ${first.port} is in use`);
});

test('with keys only who holds one of the same authority is answered, and event streams pass', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'headrace-serve-'));
  const keys = await issueKeys(dir, 'Test');
  const served = await serve({ app, port: 0, keys: keys.server });
  open.push(served);
  const address = `https://127.0.0.1:${served.port}/events`;
  const response = await clientFetch(keys.client)(address);
  expect(new TextDecoder().decode((await response.body?.getReader().read())?.value)).toContain('hello');
  await expect(clientFetch(undefined)(address)).rejects.toThrow('fetch failed');
  await expect(fetch(address.replace('https', 'http'))).rejects.toThrow('fetch failed');
  rmSync(dir, { recursive: true });
});

test('closing cuts open event streams instead of waiting for them', async () => {
  const served = await serve({ app, port: 0 });
  const response = await fetch(`http://127.0.0.1:${served.port}/events`);
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('hello');
  const ended = reader?.read().then(
    ({ done }) => done,
    () => true,
  );
  await served.close(50);
  expect(await ended).toBe(true);
});
