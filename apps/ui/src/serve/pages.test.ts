import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { addPages } from './pages.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const file = (text: string, type: string) => ({ type, body: bytes(text), gzip: undefined, etag: `"${text.length}"` });
const files = new Map([
  ['/index.html', file('<html>', 'text/html; charset=utf-8')],
  ['/assets/a-1.js', file('let a', 'text/javascript; charset=utf-8')],
]);
const app = new Hono();
addPages(app, files);

test('every address of the app is the app, and is asked for again', async () => {
  for (const path of ['/', '/flows/12?node=a.b']) {
    const response = await app.request(path);
    expect(await response.text()).toBe('<html>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
});

test('files with a hash in their name are kept forever', async () => {
  const response = await app.request('/assets/a-1.js');
  expect(await response.text()).toBe('let a');
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test('a file that is not there is not the app', async () => {
  expect((await app.request('/assets/b-2.js')).status).toBe(404);
  expect((await app.request('/robots.txt')).status).toBe(404);
});

test('what the browser has already is not sent again', async () => {
  expect((await app.request('/', { headers: { 'if-none-match': '"6"' } })).status).toBe(304);
});

test('a compressed body is sent to those who take it', async () => {
  const { gzipSync } = await import('node:zlib');
  const zipped = new Hono();
  addPages(
    zipped,
    new Map([['/index.html', { ...file('<html>', 'text/html'), gzip: new Uint8Array(gzipSync('<html>')) }]]),
  );
  const response = await zipped.request('/', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe('<html>');
});

test('pages that are not built say so', async () => {
  const empty = new Hono();
  addPages(empty, new Map());
  expect((await empty.request('/')).status).toBe(503);
});
