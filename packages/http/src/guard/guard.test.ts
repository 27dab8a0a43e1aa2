import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { guard } from './guard.ts';

const app = new Hono().use(guard({ port: 8888, origin: 'http://localhost:8443' })).all('*', (c) => c.text('done'));

const ask = async (method: string, headers: Record<string, string>, path = '/x') =>
  (await app.request(path, { method, headers: { host: '127.0.0.1:8888', ...headers } })).status;

test.each([
  ['localhost:8888', 200],
  ['LOCALHOST:8888', 200],
  ['[::1]:8888', 200],
  ['localhost:8443', 421],
  ['localhost', 421],
  ['evil.example:8888', 421],
  ['127.0.0.1.evil.example:8888', 421],
  ['', 421],
])('Host %s is answered with %i', async (host, status) => {
  expect(await ask('GET', { host })).toBe(status);
});

test.each([
  ['a program', {}, 200],
  ['the own page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8443' }, 200],
  ['the own page through the gateway', { origin: 'http://localhost:8443' }, 200],
  ['the own page of a development server', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8888' }, 200],
  ['the address bar', { 'sec-fetch-site': 'none' }, 200],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }, 403],
  ['an old browser on another site', { origin: 'https://evil.example' }, 403],
  ['a sandboxed frame', { origin: 'null' }, 403],
])('a change from %s', async (_, headers, status) => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect(await ask(method, headers)).toBe(status);
});

test.each(['/api', '/api/flows', '/kafka/connections', '/%61pi/flows'])(
  '%s cannot be read by a page of another site',
  async (path) => {
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ];
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      for (const headers of foreign) expect(await ask(method, headers, path)).toBe(403);
    for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])
      expect(await ask('GET', headers, path)).toBe(200);
  },
);

test('a page whose path only begins alike is a page', async () => {
  expect(await ask('GET', { 'sec-fetch-site': 'cross-site' }, '/apiary')).toBe(200);
});

test('pages are open to links from other sites', async () => {
  expect(await ask('GET', { 'sec-fetch-site': 'cross-site' })).toBe(200);
});
