import { beforeEach, expect, test } from 'vitest';
import { elsewhere } from '../api/refusal.ts';
import { connectAlone } from './alone.ts';
import { type Connect, LiveClient } from './client.ts';
import { connectShared } from './connect-shared.ts';
import { LiveHub } from './hub.ts';
import { holdForLife } from './locks.ts';
import { type Port, servePage } from './shared.ts';
import { FakeLocks, FakeServer, settle } from './testing/fakes.ts';

let locks: FakeLocks;
let server: FakeServer;

beforeEach(() => {
  locks = new FakeLocks();
  server = new FakeServer();
});

/** Two ends of a channel; what is sent arrives later, as in a browser. */
function channel(): [Port, Port] {
  const ends: [Port, Port] = [
    { onmessage: null, postMessage: (data) => deliver(1, data) },
    { onmessage: null, postMessage: (data) => deliver(0, data) },
  ];
  const deliver = (to: 0 | 1, data: unknown) =>
    void Promise.resolve().then(() => ends[to].onmessage?.({ data } as MessageEvent));
  return ends;
}

/** The browser's shared worker: started when first opened, and again when it was killed. */
class Worker {
  private current:
    | { readonly hub: LiveHub; readonly owner: object; readonly held: Promise<void>; lock: string }
    | undefined;
  private starts = 0;

  open(): Port {
    this.current ??= this.start();
    const { hub, owner, held, lock } = this.current;
    const [near, far] = channel();
    void held.then(() => servePage(hub, far, locks.of(owner), lock));
    return near;
  }

  async kill(): Promise<void> {
    const { owner } = this.current ?? {};
    this.current = undefined;
    if (owner) await locks.end(owner);
  }

  private start() {
    const owner = {};
    const lock = `hub ${++this.starts}`;
    return { hub: new LiveHub(server), owner, lock, held: holdForLife(locks.of(owner), lock) };
  }
}

/** What a page writes down. */
function notes() {
  const got: string[] = [];
  return {
    got,
    follower: {
      change: (_: string, data: unknown) => got.push(`change ${data}`),
      open: (again: boolean) => got.push(again ? 'open again' : 'open'),
      away: (refused?: { code: string }) => got.push(`away ${refused?.code ?? ''}`.trim()),
    },
    viewer: {
      event: (event: unknown) => got.push((event as { kind: string }).kind),
      away: () => got.push('preview away'),
      gone: () => got.push('preview gone'),
    },
  };
}

function sharedPage(worker: Worker, name: string) {
  const owner = {};
  const none: Connect = () => () => {
    throw new Error('the worker can be started');
  };
  const client = new LiveClient(connectShared(() => worker.open(), locks.of(owner), name, none));
  return { client, owner, ...notes() };
}

test('pages share one worker; one that dies is noticed by its lock', async () => {
  const worker = new Worker();
  const [a, b] = [sharedPage(worker, 'a'), sharedPage(worker, 'b')];
  for (const { client, follower } of [a, b]) client.follow(follower);
  await settle();
  await server.accept();
  server.change('x');
  await settle();
  expect([a.got, b.got]).toEqual([
    ['open', 'change x'],
    ['open', 'change x'],
  ]);
  await locks.end(a.owner);
  server.change('y');
  await settle();
  expect(a.got).toHaveLength(2);
  expect(b.got.at(-1)).toBe('change y');
  await locks.end(b.owner);
  expect(server.takeAsked()).toEqual(['open', 'close']);
});

test('a worker that was killed is started again, and every page gets what it looked at', async () => {
  const worker = new Worker();
  const [a, b] = [sharedPage(worker, 'a'), sharedPage(worker, 'b')];
  a.client.follow(a.follower);
  a.client.view('p', a.viewer);
  b.client.view('p', b.viewer)();
  b.client.view('q', b.viewer);
  await settle();
  await server.accept();
  server.takeAsked();
  a.got.length = 0;
  await worker.kill();
  await settle();
  await server.accept();
  expect(server.takeAsked()).toEqual(['open', 'watch p for 1 on s2', 'watch q for 2 on s2']);
  server.show('q', ['2'], 'x');
  await settle();
  expect(a.got).toEqual(['away', 'preview away', 'open again']);
  expect(b.got).toEqual(['preview away', 'ports', 'rows']);
});

test('a worker that cannot be started leaves the page to itself', async () => {
  const said: unknown[] = [];
  let fail = () => {};
  const otherwise: Connect = (receive) => {
    void settle().then(() => receive({ kind: 'fresh' }));
    return (message) => said.push(message);
  };
  const openWorker = (failed: () => void) => {
    fail = failed;
    return { onmessage: null, postMessage: () => {} };
  };
  const client = new LiveClient(connectShared(openWorker, locks.of({}), 'page', otherwise));
  client.view('p', notes().viewer);
  fail();
  await settle();
  await settle();
  client.view('q', notes().viewer);
  expect(said.filter((m) => (m as { kind: string }).kind === 'view')).toEqual([
    { kind: 'view', view: 1, preview: 'p' },
    { kind: 'view', view: 2, preview: 'q' },
  ]);
});

/** A page of a browser without shared workers. */
function lonePage(isHere: boolean) {
  let come = () => {};
  const attention = {
    isHere: () => isHere,
    onCome: (listener: () => void) => {
      come = listener;
    },
  };
  const client = new LiveClient(connectAlone(new LiveHub(server), locks.of({}), attention));
  return { client, come: () => come(), ...notes() };
}

test('without shared workers the page that was looked at last has the only stream', async () => {
  const [a, b, c] = [lonePage(true), lonePage(false), lonePage(true)];
  a.client.follow(a.follower);
  a.client.view('p', a.viewer);
  await settle();
  await server.accept();
  b.client.follow(b.follower);
  await settle();
  expect(server.takeAsked()).toEqual(['open', 'watch p for 1 on s1']);
  expect(b.got).toEqual([`away ${elsewhere.code}`]);
  c.client.follow(c.follower);
  await settle();
  expect(server.takeAsked().sort()).toEqual(['close', 'open']);
  await server.accept();
  expect(a.got).toEqual(['open', `away ${elsewhere.code}`, 'preview away']);
  expect(c.got).toEqual(['open']);
  a.come();
  a.come();
  await settle();
  await server.accept();
  expect(server.takeAsked().sort()).toEqual(['close', 'open', 'watch p for 2 on s3']);
  expect(a.got.at(-1)).toBe('open again');
  expect(c.got.at(-1)).toBe(`away ${elsewhere.code}`);
});

test('a follower that comes later is told how the stream is', async () => {
  const a = lonePage(true);
  a.client.follow(a.follower)();
  await settle();
  await server.accept();
  const later = notes();
  a.client.follow(later.follower);
  expect(later.got).toEqual(['open']);
  await server.breakOff();
  const last = notes();
  a.client.follow(last.follower);
  expect(last.got).toEqual(['away']);
  expect(a.got).toEqual([]);
});

test('what came for a view that was ended is dropped', async () => {
  const a = lonePage(true);
  const stop = a.client.view('p', a.viewer);
  await settle();
  await server.accept();
  stop();
  stop();
  server.show('p', ['1'], 'x');
  await settle();
  expect(a.got).toEqual([]);
  expect(server.takeAsked().filter((asked) => asked.startsWith('leave'))).toHaveLength(1);
});
