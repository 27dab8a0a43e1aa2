import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineName } from '../engine-name.ts';
import type { ClassArchive } from '../java/archive.ts';
import type { Jdk } from '../java/find.ts';

/** The archive that the JVM of each part reads or writes. */
export type Archives = Readonly<Partial<Record<EngineName, ClassArchive | undefined>>>;

/** What a rehearsal leaves. */
export interface Rehearsed {
  /** Archive of each part's classes; not there when the rehearsal came to nothing. */
  readonly kafka: string;
  readonly flink: string;
  /** There after a rehearsal, with what came of it in a sentence: it is not tried again. */
  readonly note: string;
}

/**
 * Where the rehearsal of these jars with this Java leaves its files. A JVM takes an archive only from the very same build
 * and with jars of the same time and size, so these are part of the name.
 * @param jars jars, and folders of jars
 */
export function rehearsedIn(into: string, jdk: Jdk, jars: readonly string[]): Rehearsed {
  const hash = createHash('sha256').update(`${jdk.home} ${jdk.build}`);
  for (const jar of jars.flatMap(jarsIn)) hash.update(`${jar} ${statSync(jar).size} ${statSync(jar).mtimeMs}\n`);
  const key = hash.digest('hex').slice(0, 12);
  const file = (name: string) => join(into, `rehearsed-${key}.${name}`);
  return { kafka: file('kafka.jsa'), flink: file('flink.jsa'), note: file('txt') };
}

/** The archives that are there, for reading. */
export function readable({ kafka, flink }: Rehearsed): Archives {
  const archive = (file: string) => (existsSync(file) ? ({ file, use: 'read' } as const) : undefined);
  return { kafka: archive(kafka), flink: archive(flink) };
}

/** Files that rehearsals of other jars or of another Java have left in the same folder. */
export function outdated({ note }: Rehearsed): string[] {
  const own = note.slice(0, -'.txt'.length);
  const folder = dirname(note);
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => /rehearsed-[0-9a-f]{12}\.[\w.]+$/.test(file) && !file.startsWith(own));
}

function jarsIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name));
}
