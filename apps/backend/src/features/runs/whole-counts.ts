import type { Counts, NodeCounts } from '@headrace/api';
import type { RunTable } from '../../store/tables.ts';

type Stored = Pick<RunTable, 'counts_json' | 'counts_before_json' | 'counts_of' | 'job_id' | 'restarts'>;
export type CountsChange = Pick<RunTable, 'counts_json' | 'counts_before_json' | 'counts_of'>;

/**
 * The counts of a run over all its jobs and their restarts. Flink's counters begin at 0 with each of them, so what was counted
 * before is added. Rows that are read again after a restart count again.
 * @param now what the counters of the job say
 * @returns what to store; undefined when the counters tell less than they told before and no restart explains it: some of
 *   them are missing while tasks begin or end, and what was counted stands
 */
export function wholeCounts(row: Stored, now: Counts): CountsChange | undefined {
  const of = `${row.job_id} ${row.restarts}`;
  const stored = row.counts_json === null ? {} : (JSON.parse(row.counts_json) as Counts);
  const before = row.counts_before_json === null ? {} : (JSON.parse(row.counts_before_json) as Counts);
  const total = sumOf(before, now);
  const isOtherJob = row.counts_of !== null && row.counts_of.split(' ')[0] !== row.job_id;
  if (!isOtherJob && !fell(now, total, stored))
    // After a restart the counters of the tasks before it are told for a while: the count begins anew when they fall.
    return {
      counts_json: JSON.stringify(total),
      counts_before_json: row.counts_before_json,
      counts_of: row.counts_of ?? of,
    };
  if (row.counts_of === of) return undefined;
  return {
    counts_json: JSON.stringify(sumOf(stored, now)),
    counts_before_json: row.counts_json,
    counts_of: of,
  };
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
