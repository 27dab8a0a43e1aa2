import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm start` keeps what can be made again: it refuses a data folder in which something else stands. */
export const built = join(import.meta.dirname, '..', '..', 'data', 'cache');

/** A program in Go, and where its sources are. */
export interface GoProgram {
  /** Folder of the module: the program is made anew when a file of it changes. */
  readonly source: string;
  readonly name: string;
  /** What is compiled: a package of the module (`.` for the module itself) or of one that it requires. */
  readonly package?: string;
  /** Folder under data/cache/ where it is kept. */
  readonly into: string;
  readonly ldflags?: string;
  /** For the sentence where Go is missing. */
  readonly suite: string;
}

/** Compiles a program unless it is there already for these sources. @returns its path */
export async function buildGo(program: GoProgram): Promise<string> {
  const { source, name, ldflags = '-s -w' } = program;
  const hash = createHash('sha256').update(ldflags);
  // A program of another module depends on what is required, not on the sources beside it.
  const files = readdirSync(source).filter((file) => program.package === undefined || file.startsWith('go.'));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(source, file)));
  const folder = join(built, program.into);
  const path = join(folder, `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const args = ['build', '-trimpath', '-ldflags', ldflags, '-o', path, program.package ?? '.'];
  await run(goTool(program.suite), args, source);
  return path;
}

function goTool(suite: string): string {
  const found = [...(process.env.PATH ?? '').split(':').map((dir) => join(dir, 'go')), '/usr/local/go/bin/go'];
  const go = found.find((file) => existsSync(file));
  if (!go) throw new Error(`The suite ${suite} needs Go 1.26 or newer: install it, then run npm test again.`);
  return go;
}

function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, CGO_ENABLED: '0' };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
}
