import { chmodSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, UserError } from '@headrace/text';
import { pathsIn } from './paths.ts';

/** What a reset leaves alone: what can be made again and is nobody's data, and the notes of who runs. */
const kept = new Set(['cache', 'engine', 'run', '.headrace']);

/** Makes the data folder, or takes an earlier one. */
export function openData(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { marker } = pathsIn(dataDir);
  const foreign = readdirSync(dataDir).filter((name) => !kept.has(name));
  if (!existsSync(marker) && foreign.length > 0)
    throw new UserError(`${dataDir} holds something else (${foreign[0]}): name an empty or a new folder with --data.`);
  writeFileSync(marker, 'Data of Headrace: topics, flows, logs.\n');
  keepPrivate(dataDir);
}

/** Takes the rights of others from a folder and all that is in it, as an earlier start may have left them. Follows no link. */
export function keepPrivate(path: string): void {
  const { mode } = lstatSync(path);
  const kind = mode & constants.S_IFMT;
  if (kind === constants.S_IFLNK) return;
  if ((mode & others) !== 0) withdraw(path, mode & ~others & 0o7777);
  if (kind === constants.S_IFDIR) for (const name of readdirSync(path)) keepPrivate(join(path, name));
}

/** The rights of everybody but the owner. */
const others = 0o077;

function withdraw(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    throw new UserError(
      `Other users of this machine may read ${path}, and it cannot be closed to them (${errorCode(error)}): make it yours with chown, or name another folder with --data.`,
    );
  }
}

/** Forgets the topics, flows and logs of earlier starts. */
export function resetData(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (!kept.has(name)) rmSync(join(dataDir, name), { recursive: true });
}
