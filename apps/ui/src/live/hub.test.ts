import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Refusal } from '../api/refusal.ts';
import { grace, LiveHub, type PageLink } from './hub.ts';
import type { ToPage } from './messages.ts';
import { FakeServer, settle } from './testing/fakes.ts';

let server: FakeServer;
let hub: LiveHub;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  hub = new LiveHub(server);
});
afterEach(() => void vi.useRealTimers());

/** A page that writes down what it gets, shortly: values of rows, `ports`, states, `gone`. */
function page() {
  const got: string[] = [];
  const words = (message: ToPage) => {
    if (message.kind === 'link') return `${message.open ? 'open' : 'away'}${message.refused ? ' refused' : ''}`;
    if (message.kind === 'change') return `change ${message.data}`;
    if (message.kind === 'gone') return `${message.view}: gone`;
    if (message.kind !== 'preview') return message.kind;
    const event = message.event as { kind: string; state?: string; rows?: { fields: string[] }[] };
    return `${message.view}: ${event.state ?? event.rows?.[0]?.fields[0] ?? event.kind}`;
  };
  const link: PageLink = hub.attach((message) => got.push(words(message)));
  return {
    view: async (view: number, preview: string) => {
      link.receive({ kind: 'view', view, preview });
      await settle();
    },
    stop: async (view: number) => {
      link.receive({ kind: 'stop', view });
      await settle();
    },
    gone: () => link.gone(),
    /** What it got since the last time. */
    take: () => got.splice(0),
  };
}

const refusal = (status: number, code: string, retryAfter?: number): Refusal => ({
  status,
  code,
  message: '',
  retryAfter,
});

test('thirty pages have one stream between them, and all hear of changes', async () => {
  const pages = Array.from({ length: 30 }, page);
  await server.accept();
  expect(server.takeAsked()).toEqual(['open']);
  server.change('x');
  for (const { take } of pages) expect(take().slice(-2)).toEqual(['open', 'change x']);
});

test('a page that comes later is told at once that the stream is open', async () => {
  page();
  await server.accept();
  expect(page().take()).toEqual(['open']);
});

test('a preview is asked for once; each page gets what it shows, then what comes', async () => {
  const [a, b] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  server.show('p', ['1'], 'old');
  server.row('p', 'first');
  await b.view(7, 'p');
  server.row('p', 'second');
  expect(server.takeAsked()).toEqual(['open', 'watch p for 1 on s1', 'watch p for 2 on s1']);
  expect(b.take()).toEqual(['away', 'open']);
  server.show('p', ['2'], 'so far');
  server.row('p', 'third');
  expect(a.take().slice(1)).toEqual(['1: ports', '1: old', '1: first', '1: second', '1: third']);
  expect(b.take()).toEqual(['7: ports', '7: so far', '7: third']);
});

test('pages that ask before the stream is open are served together when it is', async () => {
  const [a, b] = [page(), page()];
  await a.view(1, 'p');
  await b.view(1, 'p');
  await a.view(2, 'q');
  await server.accept();
  expect(server.takeAsked()).toEqual(['open', 'watch p for 1,2 on s1', 'watch q for 3 on s1']);
});

test('requests go one after the other', async () => {
  const a = page();
  await server.accept();
  server.block();
  await a.view(1, 'p');
  await a.view(2, 'q');
  expect(server.takeAsked()).toEqual(['open', 'watch p for 1 on s1']);
  await server.unblock();
  expect(server.takeAsked()).toEqual(['watch q for 2 on s1']);
});

test('a preview ends when the last page stops it, and not before', async () => {
  const [a, b] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  await b.view(1, 'p');
  server.takeAsked();
  await a.stop(1);
  expect(server.takeAsked()).toEqual([]);
  server.show('p', ['2'], 'x');
  expect(a.take()).toEqual(['open']);
  await b.stop(1);
  expect(server.takeAsked()).toEqual(['leave p on s1']);
  await b.stop(1);
  expect(server.takeAsked()).toEqual([]);
});

test('a preview that nobody has looked at yet is stopped too', async () => {
  const a = page();
  await server.accept();
  server.block();
  await a.view(1, 'p');
  await a.view(2, 'q');
  await a.stop(2);
  await server.unblock();
  expect(server.takeAsked().slice(1)).toEqual(['watch p for 1 on s1', 'watch q for  on s1', 'leave q on s1']);
});

test('a page that looks again before the stop was sent keeps the preview', async () => {
  const a = page();
  await server.accept();
  await a.view(1, 'p');
  server.block();
  await a.view(2, 'q');
  await a.stop(1);
  await a.view(3, 'p');
  server.takeAsked();
  await server.unblock();
  expect(server.takeAsked()).toEqual(['watch p for 3 on s1']);
});

test('a page that looks while the stop is under way is told that the preview is gone', async () => {
  const a = page();
  await server.accept();
  await a.view(1, 'p');
  server.block();
  await a.stop(1);
  await a.view(2, 'p');
  server.end('p');
  server.refusals.push(refusal(404, 'preview/not-found'));
  a.take();
  await server.unblock();
  expect(a.take()).toEqual(['2: gone']);
});

test('a page that dies keeps its preview for the grace period', async () => {
  const [a, b] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  server.takeAsked();
  a.gone();
  await vi.advanceTimersByTimeAsync(grace - 1);
  expect(server.takeAsked()).toEqual([]);
  await b.view(1, 'p');
  await vi.advanceTimersByTimeAsync(grace * 2);
  expect(server.takeAsked()).toEqual(['watch p for 2 on s1']);
  b.gone();
  await vi.advanceTimersByTimeAsync(grace);
  // The last page: the stream is closed, and the server's own grace period begins.
  expect(server.takeAsked()).toEqual(['close']);
});

test('a preview of a dead page is left after the grace period while other pages live', async () => {
  const [a] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  server.takeAsked();
  a.gone();
  a.gone();
  await vi.advanceTimersByTimeAsync(grace);
  expect(server.takeAsked()).toEqual(['leave p on s1']);
});

test('what a dead page still says is not heard', async () => {
  const [a] = [page(), page()];
  await server.accept();
  a.gone();
  await a.view(1, 'p');
  expect(server.takeAsked()).toEqual(['open']);
});

test('a stream that broke is asked for everything again, and each page gets it in full', async () => {
  const [a, b] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  server.show('p', ['1'], 'x');
  await b.view(1, 'q');
  server.takeAsked();
  await server.breakOff();
  a.take();
  b.take();
  await b.view(2, 'p');
  await server.accept();
  expect(server.takeAsked()).toEqual(['watch p for 1,3 on s2', 'watch q for 2 on s2']);
  // Nothing before what it shows now: rows would follow ports that are no more.
  server.row('p', 'early');
  server.show('p', ['1', '3'], 'all');
  expect(a.take()).toEqual(['open', '1: ports', '1: all']);
  expect(b.take()).toEqual(['open', '2: ports', '2: all']);
});

test('a preview that is stopped while the stream is away is stopped when it is back', async () => {
  const a = page();
  await server.accept();
  await a.view(1, 'p');
  await server.breakOff();
  await a.stop(1);
  server.takeAsked();
  await server.accept();
  expect(server.takeAsked()).toEqual(['watch p for  on s2', 'leave p on s2']);
});

test('a preview that the server no longer knows is gone for all its pages', async () => {
  const [a, b] = [page(), page()];
  await server.accept();
  await a.view(1, 'p');
  await b.view(1, 'p');
  await server.breakOff();
  server.refusals.push(refusal(404, 'preview/not-found'));
  for (const { take } of [a, b]) take();
  await server.accept();
  expect([a, b].map(({ take }) => take())).toEqual([
    ['open', '1: gone'],
    ['open', '1: gone'],
  ]);
});

test('a server that does not know the stream is given a new one', async () => {
  const a = page();
  await server.accept();
  server.refusals.push(refusal(404, 'events/not-found'));
  server.takeAsked();
  await a.view(1, 'p');
  expect(server.takeAsked()).toEqual(['watch p for 1 on s1', 'close', 'open']);
  await server.accept();
  expect(server.takeAsked()).toEqual(['watch p for 1 on s2']);
});

test('a request that fails or is refused for now is sent again', async () => {
  const a = page();
  await server.accept();
  server.refusals.push('silent', refusal(429, 'limit/requests-of-person', 2000));
  server.takeAsked();
  await a.view(1, 'p');
  await vi.advanceTimersByTimeAsync(500);
  expect(server.takeAsked()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1999);
  expect(server.takeAsked()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.takeAsked()).toEqual(['watch p for 1 on s1']);
});

test('an answer that belongs to a stream before is not taken for the new one', async () => {
  const a = page();
  await server.accept();
  server.block();
  await a.view(1, 'p');
  await server.breakOff();
  server.refusals.push(refusal(404, 'preview/not-found'));
  await server.accept();
  a.take();
  await server.unblock();
  expect(a.take()).toEqual([]);
  expect(server.takeAsked().at(-1)).toBe('watch p for 1 on s2');
});

test('a preview that ended is forgotten, and can be looked at anew', async () => {
  const a = page();
  await server.accept();
  await a.view(1, 'p');
  server.show('p', ['1'], 'x');
  server.end('p');
  expect(a.take().at(-1)).toBe('1: ended');
  await a.stop(1);
  server.takeAsked();
  await a.view(2, 'p');
  expect(server.takeAsked()).toEqual(['watch p for 2 on s1']);
});

test('pages are told why the server refuses the stream', async () => {
  const a = page();
  await server.breakOff(refusal(429, 'limit/streams-of-person'));
  expect(a.take()).toEqual(['away refused']);
});
