import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Jdk } from './find.ts';

/**
 * Compiles one Java file against a folder of jars, once: the classes are kept under the hash of the source and the Java
 * version, so that a second start does nothing.
 * @returns the folder of the classes
 */
export async function compileOnce(jdk: Jdk, source: string, jars: string, into: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(source)).update(String(jdk.version)).digest('hex').slice(0, 12);
  const classes = join(into, `classes-${hash}`);
  if (existsSync(classes)) return classes;
  const partial = `${classes}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await javac(jdk, ['-cp', join(jars, '*'), '-d', partial, source], basename(source));
  renameSync(partial, classes);
  return classes;
}

function javac(jdk: Jdk, args: string[], name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(jdk.home, 'bin', 'javac'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Refusal(`${name} could not be compiled with the JDK in ${jdk.home}: ${errors}`)),
    );
  });
}
