import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@headrace/text';
import type { Jdk } from './find.ts';

/** A folder of Java files that become one jar, with the list of their services (`META-INF/services`) if there is one. */
export interface CompileRequest {
  readonly jdk: Jdk;
  readonly sources: string;
  /** Folder of the jars that they are compiled against. */
  readonly jars: string;
  /** Folder that keeps the jar, under a name of this kind: `starter`. */
  readonly into: string;
  readonly name: string;
}

/** Writes the list by which Log4j finds plugins; newer compilers do so only when it is named. */
const logPlugins = ['-processor', 'org.apache.logging.log4j.core.config.plugins.processor.PluginProcessor'];

/**
 * Compiles, once: the jar is kept under the hash of the sources and the Java version, so that a second start does nothing.
 * A jar and not a folder, since a JVM shares the classes of jars only (`archive.ts`).
 * @returns the jar
 */
export async function compileOnce({ jdk, sources, jars, into, name }: CompileRequest): Promise<string> {
  const found = (pattern: string) => globSync(pattern, { cwd: sources }).sort();
  const services = found('META-INF/services/*');
  const files = found('*.java').map((file) => join(sources, file));
  const hash = createHash('sha256').update(String(jdk.version));
  for (const file of [...files, ...services.map((file) => join(sources, file))]) hash.update(readFileSync(file));
  const jar = join(into, `${name}-${hash.digest('hex').slice(0, 12)}.jar`);
  if (existsSync(jar)) return jar;
  const classes = `${jar}.classes`;
  rmSync(classes, { recursive: true, force: true });
  mkdirSync(classes, { recursive: true });
  const tool = (program: string, args: string[]) => run(jdk, program, args, name);
  // Java 17's compiler reads sources in the encoding of the machine, which is ASCII where LANG is not set.
  const read = ['-encoding', 'UTF-8', '-cp', join(jars, '*'), ...logPlugins];
  await tool('javac', [...read, '-d', classes, ...files]);
  const added = services.flatMap((file) => ['-C', sources, file]);
  await tool('jar', ['--create', '--file', `${jar}.partial`, '-C', classes, '.', ...added]);
  rmSync(classes, { recursive: true });
  renameSync(`${jar}.partial`, jar);
  return jar;
}

function run(jdk: Jdk, program: string, args: string[], name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(jdk.home, 'bin', program), args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new UserError(`The ${name} could not be compiled with the JDK in ${jdk.home}: ${errors}`)),
    );
  });
}
