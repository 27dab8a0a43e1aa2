import { type AddressedComponent, createLogger, type Served, serve } from '@headrace/http';
import { clientRequest } from '@headrace/tls';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway } from './gateway.ts';
import { routeFor, routesOf } from './routes.ts';

let gone = Promise.withResolvers<void>();
const behind = new Hono()
  .post('/api/echo', async (c) => c.text(await c.req.text()))
  .get('/api/who', (c) => c.json({ host: c.req.header('host'), query: c.req.query('q') }))
  .get('/api/none', (c) => c.body(null, 204))
  .get('/api/events', (c) =>
    streamSSE(c, async (stream) => {
      stream.onAbort(() => gone.resolve());
      await stream.writeSSE({ event: 'run', data: '1' });
      await gone.promise;
    }),
  );

let backend: Served;
let gateway: Served;
let base: string;
let app: Hono;
const log = createLogger('gateway');
log.level = 'silent';

beforeAll(async () => {
  backend = await serve({ app: behind, port: 0 });
  const closed = await serve({ app: behind, port: 0 });
  const downPort = closed.port;
  await closed.close();
  const addresses: Partial<Record<AddressedComponent, number>> = { backend: backend.port };
  const routes = routesOf({ address: (part) => `http://127.0.0.1:${addresses[part] ?? downPort}` });
  // The guard needs to know its own port, which is known only when it listens: a first listener finds a free one.
  const probe = await serve({ app: behind, port: 0 });
  await probe.close();
  const port = probe.port;
  app = createGateway(routes, {
    log,
    port,
    origin: `http://localhost:${port}`,
    request: clientRequest(undefined),
  });
  gateway = await serve({ app, port });
  base = `http://127.0.0.1:${gateway.port}`;
});

afterAll(() => Promise.all([gateway.close(), backend.close()]));

test('the longest prefix wins and ends at a slash', () => {
  const routes = routesOf({ address: () => 'http://127.0.0.1:1' });
  expect(routeFor(routes, '/api/flows')?.component).toBe('backend');
  expect(routeFor(routes, '/api')?.component).toBe('backend');
  expect(routeFor(routes, '/apiary')?.component).toBe('ui');
  expect(routeFor(routes, '/kafka/connections')?.component).toBe('kafka-admin');
  expect(routeFor(routes, '/flows/7')?.component).toBe('ui');
});

test('bodies and queries pass, the part sees its own host', async () => {
  const body = 'x'.repeat(3_000_000);
  expect(await (await fetch(`${base}/api/echo`, { method: 'POST', body })).text()).toBe(body);
  expect(await (await fetch(`${base}/api/who?q=a%20b`)).json()).toEqual({
    host: `127.0.0.1:${backend.port}`,
    query: 'a b',
  });
  expect((await fetch(`${base}/api/none`)).status).toBe(204);
});

test('events pass at once, and the part learns that the browser left', async () => {
  gone = Promise.withResolvers();
  const leave = new AbortController();
  const response = await fetch(`${base}/api/events`, { signal: leave.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toContain('event: run');
  leave.abort();
  await gone.promise;
});

test('a part that is down: a problem for programs, a page that tries again for people', async () => {
  const program = await fetch(`${base}/kafka/connections`);
  expect(program.status).toBe(503);
  expect(await program.json()).toMatchObject({ code: 'gateway/part-down', status: 503 });
  // Not fetch: it says itself that it does not navigate.
  const headers = { host: `localhost:${gateway.port}`, accept: 'text/html,*/*', 'sec-fetch-mode': 'navigate' };
  const person = await app.request('/', { headers });
  expect(person.status).toBe(503);
  expect(await person.text()).toContain('http-equiv="refresh"');
});

test('a foreign page cannot change anything', async () => {
  const response = await fetch(`${base}/api/echo`, {
    method: 'POST',
    body: 'x',
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(response.status).toBe(403);
});
