import type { Counts, NodeCounts } from '@headrace/api';
import type { RunFields } from './run-record.ts';

type CountFields = Pick<RunFields, 'counts' | 'countsBefore' | 'countsOf'>;

/**
 * The counts of a run over all its jobs and their restarts. Flink's counters begin at 0 with each of them, so what was counted
 * before is added. Rows that are read again after a restart count again.
 * @param now what the counters of the job say
 * @returns what to store; undefined when the counters say less than before and no restart explains it: some of them are
 *   missing while tasks begin or end, and what was counted stands
 */
export function wholeCounts(
  run: CountFields & Pick<RunFields, 'jobId' | 'restarts'>,
  now: Counts,
): CountFields | undefined {
  const of = `${run.jobId} ${run.restarts}`;
  const stored = run.counts ?? {};
  const total = sumOf(run.countsBefore ?? {}, now);
  const isOtherJob = run.countsOf !== null && run.countsOf.split(' ')[0] !== run.jobId;
  if (!isOtherJob && !fell(now, total, stored))
    // After a restart the counters of the tasks before it stay for a while: the count begins anew when they fall.
    return { counts: total, countsBefore: run.countsBefore, countsOf: run.countsOf ?? of };
  if (run.countsOf === of) return undefined;
  return { counts: sumOf(stored, now), countsBefore: run.counts, countsOf: of };
}

/**
 * Whether less is read or written than is stored. Flink counts these itself; other numbers are differences of counters that
 * are not read at the same moment, and may fall a little.
 */
function fell(now: Counts, total: Counts, stored: Counts): boolean {
  const own = (counts: NodeCounts | undefined) => counts?.written ?? counts?.in ?? 0;
  const isCounted = ({ written, unreadable }: NodeCounts) => written !== undefined || unreadable !== undefined;
  return Object.entries(now).some(([node, counts]) => isCounted(counts) && own(total[node]) < own(stored[node]));
}

const added = ['in', 'written', 'unreadable', 'deleted', 'emptied', 'untimed', 'late'] as const;

function sumOf(before: Counts, now: Counts): Counts {
  return Object.fromEntries(Object.entries(now).map(([node, counts]) => [node, sumOfNode(before[node], counts)]));
}

/** `failed` is of the whole run already, and the newest examples stand. */
function sumOfNode(before: NodeCounts | undefined, now: NodeCounts): NodeCounts {
  if (before === undefined) return now;
  const sum: NodeCounts = { ...before, ...now, out: { ...before.out, ...now.out } };
  for (const key of added)
    if (before[key] !== undefined || now[key] !== undefined) sum[key] = (before[key] ?? 0) + (now[key] ?? 0);
  for (const port of Object.keys(sum.out)) sum.out[port] = (before.out[port] ?? 0) + (now.out[port] ?? 0);
  return sum;
}
