import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunTable } from '../store/tables.ts';

/**
 * Where to go on after a run, as a URL for Flink; undefined when there is nothing any more.
 *
 * After an orderly stop that is the savepoint. After a crash it must be the newest checkpoint that Flink completed, which
 * may be newer than the last one seen here: what was committed to Kafka after an older one would be written twice.
 */
export function resumeFrom(row: RunTable, checkpoints: string): string | undefined {
  if (row.savepoint !== null) return isThere(row.savepoint) ? row.savepoint : undefined;
  const folder =
    row.checkpoint !== null ? dirname(row.checkpoint) : row.job_id ? `${checkpoints}/${row.job_id}` : undefined;
  if (folder === undefined) return undefined;
  if (!folder.startsWith('file:')) return row.checkpoint ?? undefined;
  return newestIn(fileURLToPath(folder));
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
