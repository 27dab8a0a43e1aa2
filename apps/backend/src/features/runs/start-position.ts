import type { Run, RunRequest, StartFrom } from '@headrace/api';
import { refuse } from '@headrace/http/bind';
import type { StateFolders } from './properties.ts';
import { resumeFrom } from './resume.ts';
import { toRun } from './run-record.ts';
import type { StoredRun } from './run-store.ts';

/** Where a run begins. */
export interface StartPosition {
  readonly said: Run['from'];
  /** Where sources begin that the savepoint knows nothing of. */
  readonly from: StartFrom;
  /** Savepoint or checkpoint to go on from. */
  readonly resume: string | undefined;
}

/**
 * What a request for a start comes to.
 * @param before earlier runs of the flow, newest first: the first that left state behind is gone on from
 */
export function startPosition(
  from: RunRequest['from'],
  before: readonly StoredRun[],
  folders: StateFolders,
): StartPosition {
  if (from.kind !== 'savepoint') return { said: from, from, resume: undefined };
  for (const row of before) {
    const resume = resumeFrom(row, folders.checkpoints);
    if (resume !== undefined)
      return { said: { kind: 'savepoint', run: row.id }, from: firstStart(before, row), resume };
  }
  refuse('run/no-savepoint', 'There is no savepoint to go on from. Start from now, from a time or from the earliest.');
}

/** Follows runs that went on from one another to the start of the first. */
export function firstStart(runs: readonly StoredRun[], row: StoredRun): StartFrom {
  const from = toRun(row).from;
  if (from.kind !== 'savepoint') return from;
  const earlier = runs.find((r) => r.id === from.run);
  return earlier ? firstStart(runs, earlier) : { kind: 'earliest' };
}
