import { ApiProblem } from '@headrace/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backoff, listen } from './event-stream.ts';
import type { Refusal } from './refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a stream does when it is opened: gives events, then ends, breaks, or stays open. */
type Turn = { readonly events?: readonly string[]; readonly outcome: 'end' | 'stay' | Error };

/** Listens to a stream that does one turn after the other, and writes down what happens and when. */
function listening(turns: Turn[], onEvent: (event: string) => void = () => {}) {
  const begun = Date.now();
  const happened: string[] = [];
  const refusals: (Refusal | undefined)[] = [];
  const note = (what: string) => happened.push(`${Date.now() - begun} ${what}`);
  const end = listen<string>({
    async *open(signal) {
      const { events = [], outcome } = turns.shift() ?? { outcome: 'stay' };
      note('open');
      yield* events;
      if (outcome instanceof Error) throw outcome;
      if (outcome === 'stay')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    onEvent(event) {
      note(event);
      onEvent(event);
    },
    onAway(refused) {
      note('away');
      refusals.push(refused);
    },
  });
  return { happened, refusals, end };
}

test('the wait doubles to half a minute', () => {
  expect([0, 1, 5, 6, 50].map(backoff)).toEqual([500, 1000, 16_000, 30_000, 30_000]);
});

test('a stream that breaks is opened again, with waits that grow to three seconds and begin anew after an event', async () => {
  const broken = new TypeError('network error');
  const turns: Turn[] = [
    ...Array.from({ length: 5 }, () => ({ outcome: broken })),
    { events: ['a'], outcome: 'end' },
    { events: ['b'], outcome: 'stay' },
  ];
  const { happened, refusals, end } = listening(turns);
  await vi.advanceTimersByTimeAsync(20_000);
  const opened = happened.filter((line) => line.endsWith('open')).map((line) => Number(line.split(' ')[0]));
  expect(opened).toEqual([0, 500, 1500, 3500, 6500, 9500, 10_000]);
  expect(happened.slice(-4)).toEqual(['9500 a', '9500 away', '10000 open', '10000 b']);
  expect(new Set(refusals)).toEqual(new Set([undefined]));
  end();
});

test('a refusal is told, and the wait is what the server says', async () => {
  const problem = { code: 'limit/streams', status: 503, title: 'Too many.', detail: 'More.' };
  const { happened, refusals, end } = listening([
    { outcome: new ApiProblem(problem, undefined, 10_000) },
    { outcome: new ApiProblem({ code: 'network/unreachable', status: 0, title: 'Nobody.' }) },
  ]);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(refusals).toEqual([
    { status: 503, code: 'limit/streams', message: 'Too many.', retryAfter: 10_000 },
    undefined,
  ]);
  expect(happened).toEqual(['0 open', '0 away', '10000 open', '10000 away', '11000 open']);
  end();
});

test.each(['while it is open', 'while it waits'])('a stream that is ended %s is not opened again', async (when) => {
  const { happened, end } = listening([{ outcome: when === 'while it is open' ? 'stay' : 'end' }]);
  await vi.advanceTimersByTimeAsync(100);
  end();
  const before = [...happened];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(happened).toEqual(before);
});

test('a listener that ends the stream gets no event after that', async () => {
  const { happened, end } = listening([{ events: ['a', 'b'], outcome: 'end' }], () => end());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(happened).toEqual(['0 open', '0 a']);
});
