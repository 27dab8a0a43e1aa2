import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A jar that must be there: file name, size in bytes, SHA-256 in hexadecimal. */
export interface LockedJar {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads `jars.lock`: a line `sha256  bytes  name` for each jar, `#` begins a comment. */
export function readLock(file: string): LockedJar[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [sha256 = '', bytes = '', name = ''] = line.split('  ');
      return { sha256, bytes: Number(bytes), name };
    });
}

/** Whether all jars are there with their sizes: quick enough for every start. */
export function looksComplete(dir: string, lock: readonly LockedJar[]): boolean {
  return lock.every((jar) => existsSync(join(dir, jar.name)) && statSync(join(dir, jar.name)).size === jar.bytes);
}

/** Names of the jars that are missing or whose content is not the locked one. */
export async function brokenJars(dir: string, lock: readonly LockedJar[]): Promise<string[]> {
  const broken: string[] = [];
  for (const jar of lock) {
    const file = join(dir, jar.name);
    if (!existsSync(file) || (await sha256Of(file)) !== jar.sha256) broken.push(jar.name);
  }
  return broken;
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
