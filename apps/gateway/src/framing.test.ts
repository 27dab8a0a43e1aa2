import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Setup, sendRaw, startGateway, statusOf } from './testing/parts.ts';

let setup: Setup;
let host: string;
let answerWith: Record<string, string | string[]> = {};
let answerStatus = 200;

beforeAll(async () => {
  setup = await startGateway((_, response) => void response.writeHead(answerStatus, answerWith).end('fine'));
  host = `localhost:${setup.gateway.port}`;
});
beforeEach(() => {
  setup.asked.length = 0;
  answerWith = {};
  answerStatus = 200;
});
afterAll(() => setup.close());

const send = (head: string, body = '') =>
  sendRaw(setup.gateway.port, `${head.replace(/\n/g, '\r\n')}\r\n\r\n${body}`, 300);

test.each([
  [
    'a length beside chunks',
    'POST /api/x HTTP/1.1\nHost: HOST\nContent-Length: 3\nTransfer-Encoding: chunked',
    '0\r\n\r\n',
  ],
  [
    'chunks beside a length',
    'POST /api/x HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\nContent-Length: 3',
    '0\r\n\r\n',
  ],
  ['two lengths', 'POST /api/x HTTP/1.1\nHost: HOST\nContent-Length: 1\nContent-Length: 2', 'ab'],
  ['another transfer coding', 'POST /api/x HTTP/1.1\nHost: HOST\nTransfer-Encoding: xchunked', '0\r\n\r\n'],
  [
    'chunks twice',
    'POST /api/x HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked',
    '0\r\n\r\n',
  ],
  ['a folded header line', 'GET /api/x HTTP/1.1\nHost: HOST\nX-A: a\n b', ''],
  ['a folded Host', 'GET /api/x HTTP/1.1\nHost:\n HOST', ''],
  ['a blank before a colon', 'POST /api/x HTTP/1.1\nHost: HOST\nContent-Length : 1', 'a'],
  ['two hosts', 'GET /api/x HTTP/1.1\nHost: HOST\nHost: HOST', ''],
  ['a host with a path', 'GET /api/x HTTP/1.1\nHost: HOST/x', ''],
  ['a host with userinfo', 'GET /api/x HTTP/1.1\nHost: a@HOST', ''],
  ['a host that no URL can have', 'GET /api/x HTTP/1.1\nHost: [::1', ''],
  ['no host', 'GET /api/x HTTP/1.1', ''],
  ['a body of GET', 'GET /api/x HTTP/1.1\nHost: HOST\nContent-Length: 3', 'abc'],
  ['chunks of HEAD', 'HEAD /api/x HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked', '0\r\n\r\n'],
  ['a control character in a header', 'GET /api/x HTTP/1.1\nHost: HOST\nX-A: a\u0000b', ''],
  ['no HTTP', 'hello', ''],
])('%s: 400, and no part is asked', async (_, head, body) => {
  const answer = await send(head.replaceAll('HOST', host), body);
  expect(statusOf(answer)).toBe(400);
  expect(setup.asked).toEqual([]);
  if (!head.startsWith('HEAD')) expect(answer).toMatch(/application\/problem\+json[\s\S]*"status":400/);
});

test('of two requests on one connection the second is refused for what it is', async () => {
  const good = `GET /api/a HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const answer = await sendRaw(setup.gateway.port, `${good}GET //h/b HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  expect(setup.asked.map((a) => a.target)).toEqual(['/api/a']);
});

test.each(['TRACE', 'PROPFIND', 'QUERY'])('%s is no method of ours', async (method) => {
  expect(statusOf(await send(`${method} /api/x HTTP/1.1\nHost: ${host}`))).toBe(405);
  expect(setup.asked).toEqual([]);
});

test('a part gets the headers on the list and nothing else', async () => {
  const others = ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-User', 'Forwarded', 'X-Real-IP', 'X-Remote-User'];
  const more = [
    'Remote-User',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-HTTP-Method-Override',
    'TE',
    'Upgrade',
    'Via',
    'Cookie',
  ];
  const bad = [
    ...others,
    ...more,
    'Authorization',
    'Proxy-Authorization',
    'X-Headrace-Person',
    'Keep-Alive',
    'Referer',
  ];
  const good = {
    accept: 'text/event-stream',
    'accept-encoding': 'gzip',
    'content-type': 'application/json',
    'if-none-match': '"1"',
    'last-event-id': '7',
    origin: `http://${host}`,
    range: 'bytes=0-1',
    'sec-fetch-site': 'same-origin',
  };
  const lines = [
    ...bad.map((name) => `${name}: evil`),
    ...Object.entries(good).map(([name, value]) => `${name}: ${value}`),
  ];
  await send(`POST /api/x HTTP/1.1\nHost: ${host}\nContent-Length: 2\n${lines.join('\n')}`, 'ab');
  const [{ headers, body } = { headers: [], body: '' }] = setup.asked;
  const got = Object.fromEntries(
    Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i]?.toLowerCase(), headers[2 * i + 1]]),
  );
  expect(got).toEqual({
    ...good,
    'content-length': '2',
    host: `127.0.0.1:${setup.ports.backend}`,
    connection: 'close',
  });
  expect(body).toBe('ab');
});

test('a browser gets the headers on the list and nothing else, and the security headers once', async () => {
  answerWith = {
    etag: '"1"',
    'cache-control': 'no-cache',
    'retry-after': '2',
    'content-type': 'text/plain',
    'set-cookie': ['a=1', 'b=2'],
    server: 'part',
    'x-powered-by': 'part',
    'access-control-allow-origin': '*',
    'content-security-policy': 'default-src *',
    'x-frame-options': 'ALLOWALL',
    location: '//evil.example/x',
  };
  const [head = ''] = (await send(`GET /api/x HTTP/1.1\nHost: ${host}\nConnection: close`)).split('\r\n\r\n');
  const names = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '');
  expect(names).toEqual(expect.arrayContaining(['etag', 'cache-control', 'retry-after', 'content-type']));
  expect(names).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(set-cookie|server|x-powered-by|access-control|location)/)]),
  );
  expect(head.match(/content-security-policy/gi)).toHaveLength(1);
  expect(head).not.toContain('default-src *');
  expect(head).toMatch(/x-frame-options: DENY/i);
  expect(head).toMatch(/permissions-policy: .*camera=\(\)/i);
});

test.each([
  ['/flows/1', '/flows/1'],
  ['//evil.example', undefined],
  ['https://evil.example/', undefined],
  ['/\\evil.example', undefined],
  ['/%2fevil.example', undefined],
  ['javascript:alert(1)', undefined],
])('a part that sends people to %s: %s', async (location, passed) => {
  answerStatus = 302;
  answerWith = { location };
  const answer = await send(`GET /api/x HTTP/1.1\nHost: ${host}\nConnection: close`);
  expect(/^location: (.*)\r$/im.exec(answer)?.[1]).toBe(passed);
});
