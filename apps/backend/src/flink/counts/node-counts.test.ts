import { FlinkUnreachable, type JobCounts } from '@headrace/flink';
import { expect, test, vi } from 'vitest';
import { RunCounter } from '../../features/runs/run-counter.ts';
import type { RunStore } from '../../features/runs/run-store.ts';
import { storedRun } from '../../features/runs/testing.ts';
import type { RunTable } from '../../store/tables.ts';
import { nodeCounts } from './node-counts.ts';
import { CountingJobManager, countedFacts } from './testing.ts';

const facts_json = JSON.stringify(countedFacts);
const runOf = (change: Partial<RunTable> = {}) => storedRun({ flow_id: 'f', job_id: 'j', facts_json, ...change });

function counting(rows: RunTable[]) {
  const flink = new CountingJobManager();
  const [changed, report] = [vi.fn(), vi.fn()];
  const update = (id: string, change: Partial<RunTable>) => {
    const row = rows.find((r) => r.id === id) as RunTable;
    return Promise.resolve({ ...Object.assign(row, change), history: [] });
  };
  const store = { unended: async () => rows, update } as unknown as RunStore;
  return { flink, changed, report, counter: new RunCounter({ store, jobManager: flink.jobManager, changed, report }) };
}

const countsOf = (row: RunTable) => JSON.parse(row.counts_json ?? 'null') as Record<string, object> | null;

test('every node of a run has its counts, and how often a row made it fail', async () => {
  const row = runOf({ failed_json: '{"sums":2}' });
  const { flink, counter, changed } = counting([row]);
  Object.assign(flink, { read: 12, unreadable: 2, untimed: 1, late: 3 });
  await counter.look();
  expect(countsOf(row)).toEqual({
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
  const row = runOf();
  const { flink, counter, report } = counting([row]);
  flink.read = 12;
  await counter.look();
  const before = row.counts_json;
  flink.isSilent = true;
  await counter.look();
  flink.fault = new FlinkUnreachable('jobmanager', 'it is not there');
  await counter.look();
  expect(row.counts_json).toBe(before);
  expect(report).not.toHaveBeenCalled();
});

test('a run that cannot be counted does not hide the others', async () => {
  const [broken, fine] = [runOf({ id: 'broken', facts_json: '{' }), runOf({ id: 'fine' })];
  const { flink, counter, report } = counting([broken, fine]);
  flink.read = 1;
  await counter.look();
  expect(report).toHaveBeenCalledTimes(1);
  expect(countsOf(fine)).not.toBeNull();
});

test('a run without a job is not asked for, and a new job is counted anew', async () => {
  const row = runOf({ job_id: null });
  const { flink, counter } = counting([row]);
  await counter.look();
  expect(flink.asked).toEqual([]);
  for (const job_id of ['one', 'one', 'two']) {
    row.job_id = job_id;
    await counter.look();
  }
  expect(flink.asked).toEqual(['one', 'two']);
});

test("late rows of two windows are told apart by the names of their results, and are nobody's otherwise", () => {
  const window = (node: string, name: string) => ({ node, feeds: [], ports: [node], windowed: [name] });
  const job = (...names: string[]): JobCounts => ({
    sources: new Map(),
    written: new Map(),
    windows: names.map((name, i) => ({ does: `(select=[COUNT(*) AS ${name}])`, rows: 9, late: i + 1 })),
  });
  const late = (nodes: ReturnType<typeof window>[], of: JobCounts) =>
    Object.values(nodeCounts({ ...countedFacts, nodes }, of)).map((c) => c.late);
  expect(late([window('a', 'n'), window('b', 'm')], job('m', 'n'))).toEqual([2, 1]);
  expect(late([window('a', 'n'), window('b', 'n')], job('n', 'n'))).toEqual([undefined, undefined]);
});

test('what reaches a window is known behind a filter too, and says nothing of what the filter gave', () => {
  const nodes = [
    { node: 'orders', feeds: [], ports: ['orders'] },
    { node: 'some', feeds: ['orders'], ports: ['some', 'some.un'], passes: 'one-port' as const },
    { node: 'sums', feeds: ['some'], ports: ['sums'], windowed: ['n'] },
  ];
  const windows = [{ does: '(select=[COUNT(*) AS n])', rows: 7, late: 2 }];
  const counts = nodeCounts({ ...countedFacts, nodes }, { sources: new Map(), written: new Map(), windows });
  expect(counts.sums).toEqual({ in: 7, out: {}, late: 2 });
  // Rows without an event time leave the filter and do not reach the window.
  expect(counts.some).toEqual({ out: {} });
});

test('a destination with two tables has written the rows of both', () => {
  const tables = [...countedFacts.tables, { ...countedFacts.tables[1], table: 'out.nulls' } as never];
  const written = new Map([
    ['out.sink', 5],
    ['out.nulls', 2],
  ]);
  const counts = nodeCounts({ ...countedFacts, tables }, { sources: new Map(), written, windows: [] });
  expect(counts.out?.written).toBe(7);
});
