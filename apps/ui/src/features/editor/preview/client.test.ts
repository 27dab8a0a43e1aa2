import type { PreviewEvent } from '@headrace/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiProblem } from '../../../api/http.ts';
import { ManualClock, settled } from '../../../lib/testing/manual-clock.ts';
import type { PreviewViewer } from '../../../live/client.ts';
import { PreviewClient } from './client.ts';

const now = { kind: 'now' } as const;
const text = async () => 'a flow';

/** Previews that the test answers; those that are looked at, and those that were stopped. */
class FakePreviews {
  readonly looking = new Map<string, PreviewViewer>();
  readonly stopped: string[] = [];
  private readonly answers: ((answer: string | ApiProblem) => void)[] = [];
  starts = 0;

  readonly start = () => {
    this.starts++;
    return new Promise<{ id: string }>((resolve, reject) =>
      this.answers.push((answer) => (typeof answer === 'string' ? resolve({ id: answer }) : reject(answer))),
    );
  };

  readonly view = (preview: string, viewer: PreviewViewer) => {
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
  client = new PreviewClient({ start: previews.start, view: previews.view, clock });
});
afterEach(() => {
  client.end();
  expect(clock.pending).toBe(0);
});

const refusal = (status: number, code: string, retryAfter?: number) =>
  new ApiProblem({ code, status, title: 'Not now.' }, undefined, retryAfter);
const running: PreviewEvent = { kind: 'state', state: 'running', sentence: 'Live', node: null };

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
  void client.start(text, now);
  await previews.answer('late');
  await previews.answer('new');
  expect(previews.stopped).toEqual(['late']);
  expect([...previews.looking.keys()]).toEqual(['new']);
  void client.start(text, now);
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
  expect(client.state).toMatchObject({ status: 'recovering', sentence: 'Not now.' });
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
  expect(client.state).toMatchObject({ status: 'recovering', sentence: expect.stringContaining('being opened again') });
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
