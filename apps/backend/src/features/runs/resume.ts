import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunTable } from '../../store/tables.ts';

/**
 * Where to go on after a run, as a URL for Flink; undefined when there is nothing any more.
 *
 * After an orderly stop that is the savepoint. After a crash it must be the newest checkpoint that Flink completed, which
 * may be newer than the last one seen here: what was committed to Kafka after an older one would be written twice.
 */
export function resumeFrom(row: RunTable, checkpoints: string): string | undefined {
  if (row.savepoint !== null) return isThere(row.savepoint) ? row.savepoint : undefined;
  return checkpointOf(row, checkpoints) ?? begun(row);
}

/** A run that was submitted again has a job of another id, with checkpoints of its own once one is completed. */
function checkpointOf(row: RunTable, checkpoints: string): string | undefined {
  const ofJob = row.job_id === null ? undefined : `${checkpoints}/${row.job_id}`;
  const seen = row.checkpoint === null ? undefined : dirname(row.checkpoint);
  for (const folder of [ofJob, seen])
    if (folder?.startsWith('file:')) {
      const found = newestIn(fileURLToPath(folder));
      if (found !== undefined) return found;
    }
  return row.checkpoint !== null && !row.checkpoint.startsWith('file:') ? row.checkpoint : undefined;
}

/** Without a checkpoint of its own, what it went on from itself. */
function begun({ resumed_from }: RunTable): string | undefined {
  return resumed_from !== null && isThere(resumed_from) ? resumed_from : undefined;
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
