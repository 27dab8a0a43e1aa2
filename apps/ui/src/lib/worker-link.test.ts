import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from './testing/manual-clock.ts';
import { TestWorker } from './testing/test-worker.ts';
import { WorkerLink } from './worker-link.ts';

interface Sums {
  add: { ask: { a: number; b: number }; answer: number };
}

let clock: ManualClock;
let workers: TestWorker<Sums, string>[];
let events: string[];
let losses: string[];
let link: WorkerLink<Sums, string>;

beforeEach(() => {
  clock = new ManualClock();
  workers = [];
  events = [];
  losses = [];
  link = new WorkerLink({
    start: () => {
      const worker = new TestWorker<Sums, string>();
      workers.push(worker);
      return worker;
    },
    deadline: 20_000,
    task: 'Adding',
    advice: 'Use smaller numbers.',
    clock,
    onEvent: (event) => events.push(event),
    onLost: ({ code }) => losses.push(code),
  });
});

const ask = () => {
  const asked = link.ask('add', { a: 1, b: 2 });
  asked.catch(() => {});
  return asked;
};

test('starts the worker with the first question', () => {
  expect(workers).toHaveLength(0);
  void ask();
  expect(workers).toHaveLength(1);
  expect(workers[0]?.got).toEqual([{ kind: 'add', id: 1, a: 1, b: 2 }]);
});

test('gives each answer to whoever asked, and a thrown exception as a fault', async () => {
  const [one, two] = [ask(), ask()];
  workers[0]?.sends({ id: 2, fault: 'broken' });
  workers[0]?.sends({ id: 1, value: 3 });
  expect(await one).toBe(3);
  await expect(two).rejects.toMatchObject({ code: 'failed', message: 'broken' });
  expect(losses).toEqual([]);
});

test('passes events on', () => {
  void ask();
  workers[0]?.sends({ event: 'tick' });
  expect(events).toEqual(['tick']);
});

test('rejects all questions when the worker is silent for too long, and starts another for the next one', async () => {
  const [one, two] = [ask(), ask()];
  await clock.advance(19_999);
  expect(workers[0]?.ended).toBe(false);
  await clock.advance(1);
  const message = 'Adding did not end within 20 s, so it was stopped. Use smaller numbers.';
  await expect(one).rejects.toMatchObject({ code: 'timeout', message });
  await expect(two).rejects.toMatchObject({ code: 'timeout' });
  expect(workers[0]?.ended).toBe(true);
  expect(losses).toEqual(['timeout']);
  const again = ask();
  workers[0]?.sends({ id: 3, value: -1 });
  workers[1]?.sends({ id: 3, value: 3 });
  expect(await again).toBe(3);
});

test('takes any message as a sign of life', async () => {
  const [one, two] = [ask(), ask()];
  await clock.advance(15_000);
  workers[0]?.sends({ id: 1, value: 3 });
  await clock.advance(15_000);
  workers[0]?.sends({ id: 2, value: 3 });
  expect([await one, await two]).toEqual([3, 3]);
  expect(clock.pending).toBe(0);
});

test.each(['error', 'messageerror'] as const)(
  'rejects all questions upon an event “%s” of the worker',
  async (type) => {
    const one = ask();
    workers[0]?.fails(type, 'out of memory');
    await expect(one).rejects.toMatchObject({
      code: 'lost',
      message: 'Adding stopped unexpectedly: out of memory. Try again; if it stays so, reload the page.',
    });
    void ask();
    expect(workers).toHaveLength(2);
  },
);

test('rejects when the worker cannot be started', async () => {
  const broken = new WorkerLink<Sums>({
    start: () => {
      throw new Error('forbidden');
    },
    deadline: 1000,
    task: 'Adding',
    advice: '',
    clock,
  });
  await expect(broken.ask('add', { a: 1, b: 2 })).rejects.toMatchObject({ code: 'lost' });
  expect(clock.pending).toBe(0);
});

test('gives up what was asked', async () => {
  const one = ask();
  link.giveUp('other files were chosen');
  await expect(one).rejects.toMatchObject({ code: 'given-up', message: 'other files were chosen' });
  expect(workers[0]?.ended).toBe(true);
  expect(clock.pending).toBe(0);
});
