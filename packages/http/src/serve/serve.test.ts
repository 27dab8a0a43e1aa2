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
