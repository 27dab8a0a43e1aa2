import type { PreviewEvent } from '@headrace/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../../api/http.ts';
import { ManualClock, settled } from '../../../lib/testing/manual-clock.ts';
import type { PreviewViewer } from '../../../live/client.ts';
import { PreviewClient, type PreviewState } from './preview.ts';

const now = { kind: 'now' } as const;
const text = async () => 'a flow';

/** Previews that the test answers; those that are looked at, and those that were stopped. */
class FakePreviews {
  readonly looking = new Map<string, PreviewViewer>();
  readonly stopped: string[] = [];
  private readonly answers: ((answer: string | ApiProblem) => void)[] = [];
  starts = 0;

  readonly startPreview = () => {
    this.starts++;
    return new Promise<{ id: string }>((resolve, reject) =>
      this.answers.push((answer) => (typeof answer === 'string' ? resolve({ id: answer }) : reject(answer))),
    );
  };

  readonly viewPreview = (preview: string, viewer: PreviewViewer) => {
    this.looking.set(preview, viewer);
    return () => {
      this.looking.delete(preview);
      this.stopped.push(preview);
    };
  };

  /** Answers the oldest start that waits. */
  async answer(with_: string | ApiProblem): Promise<void> {
    await settled();
    this.answers.shift()?.(with_);
    await settled();
  }

  send(preview: string, event: PreviewEvent): void {
    this.looking.get(preview)?.event(event);
  }
}

let previews: FakePreviews;
let client: PreviewClient;

let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
  previews = new FakePreviews();
  client = new PreviewClient({ flow: 'f', transport: previews, clock });
});
afterEach(() => {
  client.end();
  expect(clock.pending).toBe(0);
});

const refusal = (status: number, code: string, retryAfter?: number) =>
  new ApiProblem({ code, status, title: 'Not now.' }, undefined, retryAfter);
const running: PreviewEvent = { kind: 'state', state: 'running', message: 'Live', node: null };

test('a preview that runs stays until the next one is there', async () => {
  void client.start(text, now);
  await previews.answer('one');
  previews.send('one', running);
  void client.start(text, now);
  expect([...previews.looking.keys()]).toEqual(['one']);
  await previews.answer('two');
  expect([...previews.looking.keys()]).toEqual(['two']);
  expect(previews.stopped).toEqual(['one']);
});

test('one that comes when nobody waits for it any more is stopped', async () => {
  void client.start(text, now);
  await settled();
  void client.start(text, now);
  await previews.answer('late');
  await previews.answer('new');
  expect(previews.stopped).toEqual(['late']);
  expect([...previews.looking.keys()]).toEqual(['new']);
  void client.start(text, now);
  await settled();
  client.stop();
  await previews.answer('too late');
  expect(previews.stopped).toEqual(['late', 'new', 'too late']);
  expect(client.state.status).toBe('off');
});

test.each([
  ['one person has as many as may be', refusal(429, 'limit/previews-of-person', 10_000), 10_000],
  ['nobody answers', refusal(0, 'network/unreachable'), 3000],
  ['the backend is being started', refusal(503, 'gateway/part-down', 2000), 2000],
])('when %s it says so, and starts by itself', async (_, problem, wait) => {
  void client.start(text, now);
  await previews.answer(problem);
  expect(client.state).toMatchObject({ status: 'recovering', message: 'Not now.' });
  await clock.advance(wait - 1);
  expect(previews.starts).toBe(1);
  await clock.advance(1);
  expect(previews.starts).toBe(2);
  await previews.answer('one');
  previews.send('one', running);
  expect(client.state.status).toBe('running');
});

test('a flow that cannot be shown is not tried again', async () => {
  void client.start(text, now);
  await previews.answer(refusal(422, 'preview/nothing-to-show'));
  await clock.advance(60_000);
  expect(previews.starts).toBe(1);
});

test('a preview that the server no longer knows is started anew, with what was chosen', async () => {
  void client.start(text, { kind: 'earliest' });
  await previews.answer('one');
  previews.looking.get('one')?.away(undefined);
  expect(client.state).toMatchObject({ status: 'recovering', message: expect.stringContaining('being opened again') });
  previews.looking.get('one')?.gone();
  expect(client.state).toMatchObject({ status: 'starting', from: { kind: 'earliest' } });
  await previews.answer('two');
  expect([...previews.looking.keys()]).toEqual(['two']);
});

test('what it shows is forgotten when it begins anew, and kept when it only says how it is', async () => {
  void client.start(text, now);
  await previews.answer('one');
  previews.send('one', { kind: 'ports', ports: { a: [{ name: 'id', type: 'STRING' }] } });
  previews.send('one', {
    kind: 'rows',
    rows: [{ port: 'a', change: '+I', fields: ['1'], t: 0 }],
    counts: { a: 1 },
    watermarks: {},
  });
  previews.send('one', running);
  expect(client.ports.at('a').rows.length).toBe(1);
  previews.send('one', { kind: 'ports', ports: { a: [{ name: 'id', type: 'STRING' }] } });
  expect(client.ports.at('a').rows.length).toBe(0);
});

type Status = PreviewState['status'];
const state = (is: 'running' | 'recovering' | 'failed' | 'ended'): PreviewEvent => ({
  kind: 'state',
  state: is,
  message: `It is ${is}.`,
  node: null,
});
const rows: PreviewEvent = { kind: 'rows', rows: [], counts: {}, watermarks: {} };

/** Brings the client into a status, with a preview `p` that it looks at where there is one. */
const ways: Readonly<Record<Status, () => Promise<void>>> = {
  off: async () => {},
  starting: async () => {
    void client.start(text, now);
    await previews.answer('p');
  },
  running: async () => {
    await ways.starting();
    previews.send('p', state('running'));
  },
  recovering: async () => {
    await ways.starting();
    previews.send('p', state('recovering'));
  },
  failed: async () => {
    await ways.starting();
    previews.send('p', state('failed'));
  },
  ended: async () => {
    await ways.starting();
    previews.send('p', state('ended'));
  },
};

const happenings: Readonly<Record<string, () => unknown>> = {
  'rows come': () => previews.send('p', rows),
  'the server says running': () => previews.send('p', state('running')),
  'the server says recovering': () => previews.send('p', state('recovering')),
  'the server says failed': () => previews.send('p', state('failed')),
  'the server says ended': () => previews.send('p', state('ended')),
  'the stream breaks': () => previews.looking.get('p')?.away(undefined),
  'the server knows it no more': () => previews.looking.get('p')?.gone(),
  'it is stopped': () => client.stop(),
  'it is started': () => void client.start(text, now),
};

const alive: Readonly<Record<string, Status>> = {
  'rows come': 'running',
  'the server says running': 'running',
  'the server says recovering': 'recovering',
  'the server says failed': 'failed',
  'the server says ended': 'ended',
  'the stream breaks': 'recovering',
  'the server knows it no more': 'starting',
  'it is stopped': 'off',
  'it is started': 'starting',
};
/** Nobody looks at a preview that is over: what still comes of it is not heard. */
const over = (status: Status): Readonly<Record<string, Status>> => ({
  ...Object.fromEntries(Object.keys(alive).map((what) => [what, status])),
  'it is stopped': 'off',
  'it is started': 'starting',
});
const table: Readonly<Record<Status, Readonly<Record<string, Status>>>> = {
  off: over('off'),
  starting: alive,
  running: alive,
  recovering: alive,
  failed: over('failed'),
  ended: over('ended'),
};

describe.each(Object.keys(table) as Status[])('a preview that is %s', (from) => {
  test.each(Object.entries(table[from]))('when %s, is %s', async (what, to) => {
    await ways[from]();
    expect(client.state.status).toBe(from);
    happenings[what]?.();
    expect(client.state.status).toBe(to);
  });

  test('is looked at only while it may show something, and asked about nothing else', async () => {
    await ways[from]();
    const isLookedAt = from === 'starting' || from === 'running' || from === 'recovering';
    expect([...previews.looking.keys()]).toEqual(isLookedAt ? ['p'] : []);
    expect(clock.pending).toBe(isLookedAt ? 1 : 0);
    await clock.advance(60_000);
    expect(previews.starts).toBe(from === 'off' ? 0 : 1);
  });
});

test('what an older preview still sends says nothing of the newer one', async () => {
  await ways.running();
  const old = previews.looking.get('p');
  void client.start(text, now);
  await previews.answer('q');
  previews.send('q', state('running'));
  old?.event(state('failed'));
  old?.away(undefined);
  old?.gone();
  expect(client.state.status).toBe('running');
  expect(previews.starts).toBe(2);
});

test('a newer notice takes the place of the one of the same kind at the same node, and twenty are kept', async () => {
  await ways.running();
  const notice = (code: string, node: string, message = ''): PreviewEvent => ({
    kind: 'notice',
    diagnostic: { code, severity: 'info', message, place: { node } },
  });
  previews.send('p', notice('source/untimed', 'a', 'one'));
  previews.send('p', notice('source/untimed', 'b', 'other'));
  previews.send('p', notice('source/untimed', 'a', 'two'));
  expect(client.state.notices.map(({ message }) => message)).toEqual(['other', 'two']);
  for (let i = 0; i < 30; i++) previews.send('p', notice('window/late', `n${i}`));
  expect(client.state.notices).toHaveLength(20);
  void client.start(text, now);
  expect(client.state.notices).toEqual([]);
});

test('a text that cannot be written is said, and is not tried again', async () => {
  await client.start(() => Promise.reject(new Error('The flow cannot be written.')), now);
  expect(client.state).toMatchObject({ status: 'failed', message: 'The flow cannot be written.' });
  await clock.advance(60_000);
  expect(previews.starts).toBe(0);
});

test('starts that follow each other at once are one', async () => {
  for (let i = 0; i < 5; i++) void client.start(text, now);
  await previews.answer('p');
  expect(previews.starts).toBe(1);
  expect([...previews.looking.keys()]).toEqual(['p']);
});

test('a preview that is stopped while its text is being written is not started', async () => {
  const written = Promise.withResolvers<string>();
  const started = client.start(() => written.promise, now);
  client.stop();
  written.resolve('a flow');
  await settled();
  const { starts } = previews;
  await previews.answer('late');
  await started;
  expect(starts).toBe(0);
  expect(client.state.status).toBe('off');
});
