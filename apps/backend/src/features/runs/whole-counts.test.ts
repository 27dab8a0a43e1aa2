import type { Counts, NodeCounts } from '@headrace/api';
import { expect, test } from 'vitest';
import type { RunFields } from './run-record.ts';
import { wholeCounts } from './whole-counts.ts';

const counts = (read: number, unreadable = 0): Counts => ({
  orders: { in: read, out: { orders: read - unreadable }, unreadable },
  out: { in: read - unreadable, out: {}, written: read - unreadable, failed: 3 },
});

/** What stands of a run after several looks: the job, its restarts as far as they are known, and its counters. */
function after(...looks: [job: string, restarts: number, now: Counts][]): Counts {
  let stored: Pick<RunFields, 'counts' | 'countsBefore' | 'countsOf'> = {
    counts: null,
    countsBefore: null,
    countsOf: null,
  };
  for (const [jobId, restarts, now] of looks) stored = wholeCounts({ ...stored, jobId, restarts }, now) ?? stored;
  return stored.counts ?? {};
}

test('counters that grow stand as they are', () => {
  expect(after(['a', 0, counts(5)], ['a', 0, counts(9, 2)])).toEqual(counts(9, 2));
});

test('what a job counted before its restart is added, once', () => {
  const restarted: [string, number, Counts][] = [
    ['a', 0, counts(100, 60)],
    ['a', 1, counts(10, 1)],
  ];
  expect(after(...restarted)).toEqual(counts(110, 61));
  expect(after(...restarted, ['a', 1, counts(12, 1)], ['a', 1, counts(13, 2)])).toEqual(counts(113, 62));
  expect(after(...restarted, ['a', 2, counts(0)])).toEqual(counts(110, 61));
  expect(after(...restarted, ['a', 2, counts(3)], ['a', 2, counts(5)])).toEqual(counts(115, 61));
});

test('the job that goes on from a checkpoint adds to the one before it, also when it reads more', () => {
  expect(after(['a', 0, counts(100, 60)], ['b', 0, counts(0)])).toEqual(counts(100, 60));
  expect(after(['a', 0, counts(100, 60)], ['b', 1, counts(100, 60)], ['b', 1, counts(101, 60)])).toEqual(
    counts(201, 120),
  );
});

test('counters of the tasks before a restart that are told for a while are not added', () => {
  expect(after(['a', 0, counts(100)], ['a', 1, counts(100)], ['a', 1, counts(4)], ['a', 1, counts(6)])).toEqual(
    counts(106),
  );
});

test('counters that are missing in part change nothing until a restart explains it', () => {
  const looks: [string, number, Counts][] = [
    ['a', 0, counts(100)],
    ['a', 0, counts(40)],
  ];
  expect(after(...looks)).toEqual(counts(100));
  expect(after(...looks, ['a', 0, counts(120)])).toEqual(counts(120));
  expect(after(...looks, ['a', 1, counts(4)])).toEqual(counts(104));
});

test('a number that is not known for a while is not lost', () => {
  const unknown: Counts = { orders: { in: 120, out: {} }, out: counts(120).out as NodeCounts };
  expect(after(['a', 0, counts(100, 60)], ['a', 1, counts(10, 1)], ['a', 1, unknown]).orders).toEqual({
    in: 220,
    out: { orders: 40 },
    unreadable: 60,
  });
});
