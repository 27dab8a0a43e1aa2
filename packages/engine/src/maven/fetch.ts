import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@headrace/text';
import { copyDependencies } from './copy.ts';
import { brokenJars, looksComplete, readLock } from './lock.ts';

/** Progress of a download: bytes and jars, done and in total. */
export interface Progress {
  readonly jars: number;
  readonly jarsTotal: number;
  readonly bytes: number;
  readonly bytesTotal: number;
}

export interface FetchRequest {
  /** Folder with `pom.xml` and `jars.lock`. */
  readonly definition: string;
  /** Folder that keeps engines; the jars go below it, under the hash of their definition. */
  readonly into: string;
  readonly name: string;
  /** Returns the Maven to call; called only if a jar is missing. */
  readonly maven: () => string;
  readonly javaHome: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** The folder of the jars of a definition; its name contains the hash of pom.xml and jars.lock. */
export function jarsDir(request: Pick<FetchRequest, 'definition' | 'into' | 'name'>): string {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'jars.lock']) hash.update(readFileSync(join(request.definition, file)));
  return join(request.into, `${request.name}-${hash.digest('hex').slice(0, 12)}`);
}

/** Whether all jars exist with their expected sizes. */
export function isFetched(request: Pick<FetchRequest, 'definition' | 'into' | 'name'>): boolean {
  return looksComplete(jarsDir(request), readLock(join(request.definition, 'jars.lock')));
}

/**
 * Downloads the jars of a definition, verifies their SHA-256, and moves them to their folder in one step. It does nothing if they exist.
 * If a jar does not match, the download is repeated once without the user's local repository.
 * @returns the folder of the jars
 */
export async function fetchJars(request: FetchRequest): Promise<string> {
  const dir = jarsDir(request);
  if (isFetched(request)) return dir;
  const lock = readLock(join(request.definition, 'jars.lock'));
  const partial = `${dir}.partial`;
  const repository = `${dir}.repository`;
  const maven = request.maven();
  const seen = new Set<string>();
  const bytesTotal = lock.reduce((sum, jar) => sum + jar.bytes, 0);
  const onJar = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const done = lock.filter((jar) => seen.has(jar.name));
    const bytes = done.reduce((sum, jar) => sum + jar.bytes, 0);
    request.onProgress?.({ jars: done.length, jarsTotal: lock.length, bytes, bytesTotal });
  };
  const copy = async (past: { repository?: string }) => {
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const signal = request.signal ? { signal: request.signal } : {};
    await copyDependencies({
      maven,
      javaHome: request.javaHome,
      pom: join(request.definition, 'pom.xml'),
      into: partial,
      onJar,
      ...past,
      ...signal,
    });
    return brokenJars(partial, lock);
  };
  let broken = await copy({});
  if (broken.length > 0) broken = await copy({ repository });
  rmSync(repository, { recursive: true, force: true });
  if (broken.length > 0)
    throw new UserError(
      `The download of ${broken.join(', ')} came out broken twice: check the network or the Maven mirror, then start again.`,
    );
  if (existsSync(dir)) rmSync(dir, { recursive: true });
  renameSync(partial, dir);
  return dir;
}
