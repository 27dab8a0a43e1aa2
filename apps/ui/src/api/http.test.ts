import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAway, isOverLimit, send } from './http.ts';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, status = '', code = '', after = ''] = (request.url ?? '').split('/');
    response.writeHead(Number(status), {
      'content-type': 'application/problem+json',
      ...(after === '' ? {} : { 'retry-after': decodeURIComponent(after) }),
    });
    response.end(JSON.stringify({ code: decodeURIComponent(code), status: Number(status), title: 'No.' }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => server.close());

const refusal = (path: string): Promise<unknown> => send('GET', base + path).catch((error: unknown) => error);

test.each([
  ['/429/limit%2Fchecks/2', true, 2000],
  ['/503/limit%2Fchecks/10', true, 10_000],
  ['/429/limit%2Fflows/', false, undefined],
  ['/503/preview%2Fflink-away/', false, undefined],
  ['/503/gateway%2Fpart-down/2', false, 2000],
  ['/429/limit%2Fchecks/Fri%2C%2031%20Dec%201999%2023%3A59%3A59%20GMT', false, undefined],
])('%s: waiting helps: %s, after %s ms', async (path, over, wait) => {
  const error = await refusal(path);
  expect(isOverLimit(error)).toBe(over);
  expect(error).toMatchObject({ message: 'No.', retryAfter: wait });
});

test('nobody there is no refusal', async () => {
  const error = await send('GET', 'http://127.0.0.1:2/').catch((e: unknown) => e);
  expect(isOverLimit(error)).toBe(false);
  expect(isAway(error)).toBe(true);
});
