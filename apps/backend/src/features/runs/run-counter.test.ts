import { FlinkUnreachable } from '@headrace/flink';
import { expect, test, vi } from 'vitest';
import { CountingJobManager, countedFacts } from '../../flink/counts/testing.ts';
import { RunCounter } from './run-counter.ts';
import type { RunFields, RunRecord } from './run-record.ts';
import type { RunChange, RunStore } from './run-store.ts';
import { storedRun } from './testing.ts';

const runOf = (change: Partial<RunFields> = {}): RunRecord => ({
  ...storedRun({ flowId: 'f', jobId: 'j', resources: countedFacts, ...change }),
  history: [],
});

/** A counter of these runs, which a test may change. */
function counting(runs: RunRecord[]) {
  const flink = new CountingJobManager();
  const [changed, onError] = [vi.fn(), vi.fn()];
  const change = async (_: unknown, id: string, decide: (run: RunRecord) => RunChange | undefined) => {
    const at = runs.findIndex((run) => run.id === id);
    const decided = decide(runs[at] as RunRecord);
    if (decided) {
      runs[at] = { ...(runs[at] as RunRecord), ...decided.set };
      changed();
    }
  };
  const store = { unended: async () => runs, change };
  const isLeader = vi.fn(() => true);
  const counter = new RunCounter({
    store: store as unknown as RunStore,
    jobManager: flink.jobManager,
    isLeader,
    now: () => 1,
    onError,
  });
  return { flink, changed, onError, isLeader, counter, store };
}

test('every node of a run has its counts, and how often a row made it fail', async () => {
  const runs = [runOf({ failed: { sums: 2 } })];
  const { flink, counter, changed } = counting(runs);
  Object.assign(flink, { read: 12, unreadable: 2, untimed: 1, late: 3 });
  await counter.look();
  expect(runs[0]?.counts).toEqual({
    orders: {
      in: 12,
      out: { orders: 10 },
      unreadable: 2,
      unreadableExample: { partition: 1, offset: 7, reason: 'It is empty.' },
      deleted: 0,
      emptied: 0,
      untimed: 1,
    },
    sums: { in: 10, out: { sums: 5 }, late: 3, failed: 2 },
    out: { in: 5, out: {}, written: 5 },
  });
  await counter.look();
  expect(changed).toHaveBeenCalledTimes(1);
});

test('counts stand while Flink tells none: between two tasks, away, and after the end', async () => {
  const runs = [runOf()];
  const { flink, counter, onError } = counting(runs);
  flink.read = 12;
  await counter.look();
  const before = runs[0]?.counts;
  expect(before).not.toBeNull();
  flink.isSilent = true;
  await counter.look();
  flink.fault = new FlinkUnreachable('jobmanager', 'it is not there');
  await counter.look();
  expect(runs[0]?.counts).toBe(before);
  expect(onError).not.toHaveBeenCalled();
});

test('a run that cannot be counted does not hide the others', async () => {
  const runs = [runOf({ id: 'broken', resources: null as never }), runOf({ id: 'fine', jobId: 'other' })];
  const { flink, counter, onError } = counting(runs);
  flink.read = 1;
  await counter.look();
  expect(onError).toHaveBeenCalledTimes(1);
  expect(runs[1]?.counts).not.toBeNull();
});

test('a run without a job is not asked for, and a new job is counted anew', async () => {
  const runs = [runOf({ jobId: null })];
  const { flink, counter } = counting(runs);
  await counter.look();
  expect(flink.asked).toEqual([]);
  for (const jobId of ['one', 'one', 'two']) {
    runs[0] = runOf({ jobId });
    await counter.look();
  }
  expect(flink.asked).toEqual(['one', 'two']);
});

test('a backend that does not lead counts nothing', async () => {
  const { flink, counter, isLeader } = counting([runOf()]);
  isLeader.mockReturnValue(false);
  await counter.look();
  expect(flink.asked).toEqual([]);
});

test('counters of a job whose place another has taken meanwhile are left out', async () => {
  const runs = [runOf()];
  const { flink, counter, changed, store } = counting(runs);
  flink.read = 12;
  const before = [...runs];
  runs[0] = runOf({ jobId: 'next' });
  store.unended = async () => before;
  await counter.look();
  expect(changed).not.toHaveBeenCalled();
});
