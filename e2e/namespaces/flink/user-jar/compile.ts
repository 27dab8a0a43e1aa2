import { dirname, join } from 'node:path';
import type { EngineHome } from '@headrace/engine';
import { run } from '../../../support/network/ip.ts';

/** Compiles the function `Shout` into a jar in a folder. @returns the jar */
export async function compileUserJar({ java, flinkJars }: EngineHome, folder: string): Promise<string> {
  const tool = (name: string) => join(dirname(java), name);
  const classes = join(folder, 'user-classes');
  const jar = join(folder, 'shout.jar');
  await run(tool('javac'), ['-cp', join(flinkJars, '*'), '-d', classes, join(import.meta.dirname, 'Shout.java')]);
  await run(tool('jar'), ['--create', '--file', jar, '-C', classes, '.']);
  return jar;
}
