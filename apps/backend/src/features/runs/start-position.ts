import type { Run, RunRequest, StartFrom } from '@headrace/api';
import { ContractError } from '@headrace/service';
import type { StateFolders } from './properties.ts';
import { resumeFrom } from './resume.ts';
import type { RunRecord } from './run-record.ts';

/** Where a run begins. */
export interface StartPosition {
  /** As the run shows it. */
  readonly shown: Run['from'];
  /** Where sources begin that the savepoint knows nothing of. */
  readonly from: StartFrom;
  /** Savepoint or checkpoint to continue from. */
  readonly resume: string | undefined;
}

/**
 * What a request for a start comes to.
 * @param before earlier runs of the flow, newest first: it continues from the first that left state behind
 */
export function startPosition(
  from: RunRequest['from'],
  before: readonly RunRecord[],
  folders: StateFolders,
): StartPosition {
  if (from.kind !== 'savepoint') return { shown: from, from, resume: undefined };
  for (const run of before) {
    const resume = resumeFrom(run, folders.checkpoints);
    if (resume !== undefined)
      return { shown: { kind: 'savepoint', run: run.id }, from: firstStart(before, run), resume };
  }
  throw new ContractError(
    'run/no-savepoint',
    'There is no savepoint to continue from. Start from now, from a time or from the earliest.',
  );
}

/** Where the first of the runs began that continued from one another, up to this one. */
export function firstStart(runs: readonly RunRecord[], run: RunRecord): StartFrom {
  const { from } = run;
  if (from.kind !== 'savepoint') return from;
  const earlier = runs.find((r) => r.id === from.run);
  return earlier ? firstStart(runs, earlier) : { kind: 'earliest' };
}
