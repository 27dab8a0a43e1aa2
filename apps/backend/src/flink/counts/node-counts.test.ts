import type { JobCounts } from '@headrace/flink';
import { expect, test } from 'vitest';
import { nodeCounts } from './node-counts.ts';
import { countedFacts } from './testing.ts';

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
