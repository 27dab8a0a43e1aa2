import { FlinkUnreachable, type JobDetail, type TaskState } from '@headrace/flink';
import { beforeEach, expect, test } from 'vitest';
import { watchSlot } from './slots.ts';

const said: string[] = [];
/** What each look finds, in turn; the last stays. */
let looks: (readonly TaskState[] | 'away' | 'gone')[];
let available: number;
beforeEach(() => {
  said.length = 0;
  available = 0;
});

const others = [{ jid: 'other', name: 'headrace-run-1', state: 'RUNNING' as const, 'start-time': 1, 'end-time': -1 }];
const own = { jid: 'own', name: 'headrace-preview-a-1', state: 'RUNNING' as const, 'start-time': 1, 'end-time': -1 };

const jobManager = {
  overview: async () => ({ taskmanagers: 1, 'slots-total': 1, 'slots-available': available, 'flink-version': '2.3.0' }),
  jobs: async () => [...others, own],
  job: async (): Promise<JobDetail | undefined> => {
    const look = looks.length > 1 ? looks.shift() : looks[0];
    if (look === 'away') throw new FlinkUnreachable('jobmanager', 'nothing listens');
    if (look === 'gone' || look === undefined) return undefined;
    const vertices = look.map((state, i) => ({
      id: `v${i}`,
      name: 'Source',
      parallelism: 1,
      // As Flink sums up the tasks of a part.
      status: state === 'SCHEDULED' ? ('CREATED' as const) : state,
      tasks: { [state]: 1 },
    }));
    return { ...own, vertices };
  },
};
const watch = (signal = new AbortController().signal) =>
  watchSlot(
    { jobManager, waits: (message) => said.push(message), begins: () => said.push('begins'), pause: 1 },
    'own',
    signal,
  );
const taken = 'The only slot of Flink is taken, by 1 run.';

test.each<[string, typeof looks, string[]]>([
  ['a job with a slot is left alone', [['RUNNING', 'INITIALIZING']], []],
  [
    'a job that waits is told, and when it begins',
    [['SCHEDULED'], ['SCHEDULED'], ['RUNNING']],
    [taken, taken, 'begins'],
  ],
  [
    'one part that waits is enough',
    [
      ['RUNNING', 'SCHEDULED'],
      ['RUNNING', 'RUNNING'],
    ],
    [taken, 'begins'],
  ],
  ['a job that is about to be deployed is looked at again', [['CREATED'], ['DEPLOYING']], []],
  ['a job that has gone is watched no more', [['SCHEDULED'], 'gone'], [taken, 'begins']],
  ['a Flink that is away for a moment is asked again', ['away', ['SCHEDULED'], 'away', ['RUNNING']], [taken, 'begins']],
])('%s', async (_, found, expected) => {
  looks = [...found];
  await watch();
  expect(said).toEqual(expected);
});

test('a slot that is free is about to be given', async () => {
  available = 1;
  looks = [['SCHEDULED'], ['RUNNING']];
  await watch();
  expect(said).toEqual([]);
});

test('ends without a word when nobody wants to know any more', async () => {
  looks = [['SCHEDULED']];
  const end = new AbortController();
  const watching = watch(end.signal);
  await expect.poll(() => said.length).toBeGreaterThan(0);
  end.abort();
  await watching;
  expect(said).not.toContain('begins');
});
