import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import {
  type Finding,
  prepare,
  type ReadWorld,
  type Ready,
  readBounds,
  readWorld,
  type SourceFile,
} from '@headrace/netpol';
import { CannotRun } from '../cannot-run.ts';

const endings = ['.yaml', '.yml', '.json'];

/** The Kubernetes files of a directory (its folders included), one file, or `-` for standard input. */
export function filesAt(path: string): SourceFile[] {
  if (path === '-') return [{ file: '-', text: bounded(readFileSync(0)) }];
  try {
    if (!statSync(path).isDirectory()) return [fileAt(path)];
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((e) => e.isFile() && endings.includes(extname(e.name)))
      .map((e) => join(e.parentPath, e.name));
    if (files.length === 0)
      throw new CannotRun(`${path} holds no ${endings.join(', ')} file. Name a folder with Kubernetes files.`);
    return files.sort().map(fileAt);
  } catch (e) {
    if (e instanceof CannotRun) throw e;
    throw new CannotRun(`${path} cannot be read: ${(e as NodeJS.ErrnoException).code ?? (e as Error).message}.`);
  }
}

export function fileAt(file: string): SourceFile {
  try {
    return { file, text: bounded(readFileSync(file)) };
  } catch (e) {
    throw new CannotRun(`${file} cannot be read: ${(e as NodeJS.ErrnoException).code ?? (e as Error).message}.`);
  }
}

/** Not decoded beyond the bound: the reader refuses it anyway. */
const bounded = (bytes: Buffer): string => bytes.subarray(0, readBounds.characters + 1).toString('utf8');

/** What is at a path, ready to be asked. Faults and what was skipped are said on standard error. */
export function readyAt(path: string, namespace: string): { ready: Ready; read: ReadWorld } {
  const read = readWorld(filesAt(path), namespace);
  for (const finding of read.findings) console.error(lineOf(finding));
  const skipped = Object.entries(read.skipped).map(([kind, n]) => `${n} ${kind}`);
  if (skipped.length > 0) console.error(`Skipped, since it says nothing of connections: ${skipped.join(', ')}.`);
  return { ready: prepare(read.world), read };
}

/** A finding as one line: `file:line:column: severity CODE sentence What to do.` */
export function lineOf({ place, severity, code, message, fix }: Finding): string {
  const at = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  return `${at}${severity} ${code} ${message} ${fix}`;
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((f) => f.severity === 'error');
