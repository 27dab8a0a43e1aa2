import { ContractError } from '@headrace/service';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';

const lines: string[] = [];
const log = pino({}, { write: (line: string) => lines.push(line) });
const app = createApp({ log, port: 8888, origin: 'http://localhost:8443', sizes: { bodyBytes: 1024 * 1024 } });
app.get('/ok', (c) => c.text('fine'));
app.get('/refused', () => {
  throw new ContractError('flow/not-found', 'There is no such flow.');
});
app.get('/bug', () => {
  throw new Error('password=hunter2');
});
app.post('/body', async (c) => c.text(String((await c.req.text()).length)));

const ask = (path: string, init: RequestInit = {}) =>
  app.request(path, { ...init, headers: { host: 'localhost:8888', ...init.headers } });

test('answers carry the security headers', async () => {
  const { headers } = await ask('/ok');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('a refusal is a problem', async () => {
  const response = await ask('/refused');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ code: 'flow/not-found', status: 404, title: 'There is no such flow.' });
});

test('a bug is a problem that tells nothing of its inside', async () => {
  const response = await ask('/bug');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('hunter2');
});

test('an unknown path is a problem', async () => {
  expect(await (await ask('/nowhere')).json()).toMatchObject({ code: 'http/not-found', status: 404 });
});

test('a body over the limit is refused, one at the limit is not', async () => {
  const sized = (bytes: number) => {
    const body = 'x'.repeat(bytes);
    return ask('/body', { method: 'POST', body, headers: { 'content-length': String(bytes) } });
  };
  expect((await sized(1024 * 1024)).status).toBe(200);
  expect(await (await sized(1024 * 1024 + 1)).json()).toMatchObject({ code: 'limit/body-bytes', status: 413 });
});

test('the log has a line for each request, without its body or query', async () => {
  lines.length = 0;
  await ask('/body?token=secret', { method: 'POST', body: 'card 4111' });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'POST', path: '/body', status: 200 });
  expect(lines.join()).not.toMatch(/secret|4111/);
});
