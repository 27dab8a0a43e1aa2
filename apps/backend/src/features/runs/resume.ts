import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunRecord } from './run-record.ts';

/** Where a run left its state. */
export type StateOfRun = Pick<RunRecord, 'savepoint' | 'checkpoint' | 'jobId' | 'resumedFrom'>;

/**
 * Where to continue after a run, as a URL for Flink; undefined when there is nothing any more.
 *
 * After an orderly stop that is the savepoint. After a crash it must be the newest checkpoint that Flink completed, which
 * may be newer than the last one seen here: what was committed to Kafka after an older one would be written twice.
 */
export function resumeFrom(run: StateOfRun, checkpoints: string): string | undefined {
  if (run.savepoint !== null) return isThere(run.savepoint) ? run.savepoint : undefined;
  return checkpointOf(run, checkpoints) ?? begun(run);
}

/** A run that was submitted again has a job of another id, with checkpoints of its own once one is completed. */
function checkpointOf(run: StateOfRun, checkpoints: string): string | undefined {
  const ofJob = run.jobId === null ? undefined : `${checkpoints}/${run.jobId}`;
  const seen = run.checkpoint === null ? undefined : dirname(run.checkpoint);
  for (const folder of [ofJob, seen])
    if (folder?.startsWith('file:')) {
      const found = newestIn(fileURLToPath(folder));
      if (found !== undefined) return found;
    }
  return run.checkpoint !== null && !run.checkpoint.startsWith('file:') ? run.checkpoint : undefined;
}

/** Without a checkpoint of its own, what it went on from itself. */
function begun({ resumedFrom }: StateOfRun): string | undefined {
  return resumedFrom !== null && isThere(resumedFrom) ? resumedFrom : undefined;
}

function isThere(url: string): boolean {
  return !url.startsWith('file:') || existsSync(join(fileURLToPath(url), '_metadata'));
}

/** Flink names checkpoints `chk-<number>`; one without `_metadata` was not completed. */
function newestIn(folder: string): string | undefined {
  const numbers = (existsSync(folder) ? readdirSync(folder) : [])
    .map((name) => Number(/^chk-(\d+)$/.exec(name)?.[1] ?? Number.NaN))
    .filter((n) => Number.isInteger(n) && existsSync(join(folder, `chk-${n}`, '_metadata')));
  if (numbers.length === 0) return undefined;
  return pathToFileURL(join(folder, `chk-${Math.max(...numbers)}`)).href;
}
