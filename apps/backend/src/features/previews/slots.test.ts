import { FlinkUnreachable, type JobOverview } from '@headrace/flink';
import { beforeEach, expect, test } from 'vitest';
import { PreviewJobs, runJobName } from '../../flink/job-names.ts';
import { Slots } from './slots.ts';

const names = new PreviewJobs('a1', 'b1');
const job = (name: string, ended = false): JobOverview => ({
  jid: name,
  name,
  state: ended ? 'CANCELED' : 'RUNNING',
  'start-time': 1,
  'end-time': ended ? 2 : -1,
});
const jobs = [
  job(names.newName()),
  job(names.newName()),
  job(names.newName(), true),
  job(runJobName('r')),
  job('theirs'),
];

let available: number;
let isThere: boolean;
beforeEach(() => {
  available = 1;
  isThere = true;
});

const overview = async () => {
  if (!isThere) throw new FlinkUnreachable('jobmanager', 'nothing listens');
  return { taskmanagers: 1, 'slots-total': 4, 'slots-available': available, 'flink-version': '2.3.0' };
};
const slots = () => new Slots({ jobManager: { overview, jobs: async () => jobs }, pause: 1, settle: 20 });
const never = new AbortController().signal;
const tick = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms));

test('a free slot is given at once, without a word', async () => {
  const said: string[] = [];
  await slots().take(never, (message) => said.push(message));
  expect(said).toEqual([]);
});

test('one free slot is given once, before Flink shows it as taken', async () => {
  const all = slots();
  const taken = await all.take(never, () => {});
  const said: string[] = [];
  let second = false;
  const waiting = all
    .take(never, (message) => said.push(message))
    .then(() => {
      second = true;
    });
  await tick();
  expect({ second, said: said[0] }).toEqual({ second: false, said: expect.stringContaining('All 4 slots') });
  available = 0;
  taken();
  await tick(50);
  expect(second).toBe(false);
  available = 1;
  await waiting;
});

test('who waits gets slots in the order in which they came', async () => {
  available = 0;
  const all = slots();
  const order: number[] = [];
  const waiting = [1, 2, 3].map((n) =>
    all
      .take(never, () => {})
      .then((taken) => {
        order.push(n);
        taken();
      }),
  );
  await tick();
  available = 3;
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});

test('who gives up waiting holds nobody up', async () => {
  available = 0;
  const all = slots();
  const first = new AbortController();
  const second = new AbortController();
  const gone = [first, second].map(({ signal }) => all.take(signal, () => {}).catch((error) => error.name));
  let third = false;
  const waiting = all
    .take(never, () => {})
    .then(() => {
      third = true;
    });
  await tick();
  second.abort();
  first.abort();
  expect(await Promise.all(gone)).toEqual(['AbortError', 'AbortError']);
  expect(third).toBe(false);
  available = 1;
  await waiting;
});

test('a Flink that does not answer is not waited for here', async () => {
  isThere = false;
  await slots().take(never, () => {});
});
