import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sizes } from '@headrace/service';
import { type Limit, type LimitOf, limitCode, limits } from '@headrace/topology';
import { afterEach, describe, expect, test } from 'vitest';
import { createApp } from '../app/app.ts';
import { createLogger } from '../logging/logging.ts';
import { type Served, serve } from '../serve/serve.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close(0);
  served = undefined;
});

let inHandler = 0;
let release = () => {};

/** A server as every app of ours starts it; `/wait` answers when it is told to. */
async function start(sizes: Sizes = {}): Promise<number> {
  const log = createLogger('test');
  log.level = 'silent';
  const port = await free();
  const personOf = (c: { req: { header(name: string): string | undefined } }) => c.req.header('x-person') ?? 'local';
  const app = createApp({ log, port, origin: `http://localhost:${port}`, personOf, sizes });
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  inHandler = 0;
  app.get('/wait', async (c) => {
    inHandler++;
    await waiting;
    return c.text('done');
  });
  app.post('/body', async (c) => c.text(String((await c.req.text()).length)));
  app.get('/large', (c) => c.body('x'.repeat(50_000_000)));
  app.get('/small', (c) => c.text('fine'));
  served = await serve({ app, port, sizes });
  return port;
}

async function free(): Promise<number> {
  const probe = await serve({ app: { fetch: () => new Response() }, port: 0 });
  await probe.close();
  return probe.port;
}

interface Refused {
  readonly status: number;
  readonly problem: unknown;
  readonly retryAfter: string | null;
}

async function ask(port: number, path: string, init: RequestInit = {}): Promise<Refused> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const text = await answer.text();
  const isProblem = answer.headers.get('content-type') === 'application/problem+json';
  return {
    status: answer.status,
    problem: isProblem ? JSON.parse(text) : text,
    retryAfter: answer.headers.get('retry-after'),
  };
}

/** What a request beyond a limit is answered with, by the table. */
function refusalBy(name: LimitOf<'every'>): Refused {
  const { answer, message, retryAfter }: Limit = limits[name];
  const problem = { code: limitCode(name), status: answer, title: message };
  return { status: Number(answer), problem, retryAfter: retryAfter === undefined ? null : String(retryAfter) };
}

/** A connection that sends what it is told and gathers what comes back. */
async function open(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    answer += piece;
  });
  socket.on('error', () => {});
  return { socket, closed: once(socket, 'close').then(() => answer) };
}

async function fill(port: number, count: number, person: (i: number) => string) {
  const all = Array.from({ length: count }, (_, i) => ask(port, '/wait', { headers: { 'x-person': person(i) } }));
  while (inHandler < count) await sleep(5);
  return all;
}

const over: Readonly<Record<LimitOf<'every'>, () => Promise<void>>> = {
  requestsOfPerson: async () => {
    const port = await start();
    const all = await fill(port, limits.requestsOfPerson.most, () => 'a');
    expect(await ask(port, '/small', { headers: { 'x-person': 'a' } })).toEqual(refusalBy('requestsOfPerson'));
    expect((await ask(port, '/small', { headers: { 'x-person': 'b' } })).status).toBe(200);
    release();
    for (const one of await Promise.all(all)) expect(one.status).toBe(200);
    expect((await ask(port, '/small', { headers: { 'x-person': 'a' } })).status).toBe(200);
  },
  requests: async () => {
    const port = await start();
    const all = await fill(port, limits.requests.most, (i) => String(i % 10));
    expect(await ask(port, '/small', { headers: { 'x-person': 'new' } })).toEqual(refusalBy('requests'));
    release();
    await Promise.all(all);
    expect((await ask(port, '/small')).status).toBe(200);
  },
  bodyBytes: async () => {
    const port = await start();
    const sized = (bytes: number) => ask(port, '/body', { method: 'POST', body: 'x'.repeat(bytes) });
    expect((await sized(limits.bodyBytes.most)).status).toBe(200);
    expect(await sized(limits.bodyBytes.most + 1)).toEqual(refusalBy('bodyBytes'));
    const chunks = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
    });
    const endless = { method: 'POST', body: chunks, duplex: 'half' } as RequestInit;
    const answer = await ask(port, '/body', endless).catch(() => undefined);
    // The connection may be closed before the client has read the answer, since it goes on sending.
    if (answer) expect(answer).toEqual(refusalBy('bodyBytes'));
  },
  headerBytes: async () => {
    const port = await start();
    const { socket, closed } = await open(port);
    socket.write(
      `GET /small HTTP/1.1\r\nHost: localhost:${port}\r\nX-Long: ${'x'.repeat(limits.headerBytes.most)}\r\n\r\n`,
    );
    expectRaw(await closed, 'headerBytes');
    const long = await open(port);
    long.socket.write(`GET /${'x'.repeat(limits.headerBytes.most)} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    expectRaw(await long.closed, 'headerBytes');
  },
  headerTime: async () => {
    const port = await start({ headerTime: 200, requestTime: 400 });
    const { socket, closed } = await open(port);
    socket.write('GET /small HTTP/1.1\r\nHo');
    expectRaw(await closed, 'headerTime');
    const silent = await open(port);
    expectRaw(await silent.closed, 'headerTime');
  },
  requestTime: async () => {
    const port = await start({ headerTime: 200, requestTime: 400 });
    const { socket, closed } = await open(port);
    socket.write(`POST /body HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n`);
    const drip = setInterval(() => socket.write('x'), 50);
    expectRaw(await closed, 'requestTime');
    clearInterval(drip);
  },
  readerPause: async () => {
    const port = await start({ readerPause: 500 });
    const { socket } = await open(port);
    socket.pause();
    socket.write(`GET /large HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    // A client that does not read learns of the end by reading on: what was on the way comes, the rest does not.
    await sleep(1500);
    let got = 0;
    socket.on('data', (piece) => {
      got += piece.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(got).toBeLessThan(50_000_000);
    expect((await ask(port, '/large')).status).toBe(200);
  },
};

function expectRaw(answer: string, name: LimitOf<'every'>): void {
  const { status, problem } = refusalBy(name);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const { title } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { title: string };
  expect(title).toBe((problem as { title: string }).title);
}

describe('one over the limit', () => {
  const names = Object.entries(limits).flatMap(([name, { server }]) => (server === 'every' ? [name] : []));
  test.each(names)('%s', (name) => over[name as LimitOf<'every'>]());
});

test('a slow but steady reader is not cut', async () => {
  const port = await start({ readerPause: 500 });
  const { socket } = await open(port);
  socket.write(`GET /large HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
  let got = 0;
  socket.on('data', (piece) => {
    got += piece.length;
    if (got > 20_000_000) return;
    socket.pause();
    setTimeout(() => socket.resume(), 5);
  });
  await once(socket, 'close');
  expect(got).toBeGreaterThan(50_000_000);
});
