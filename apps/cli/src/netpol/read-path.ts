import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Finding, type Place, readBounds, type SourceFile } from '@headrace/netpol';
import { CannotRun } from '../cannot-run.ts';
import { printable } from '../printable.ts';

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

/** A finding as one line: `file:line:column: severity CODE sentence What to do.` */
export function lineOf({ place, severity, code, message, fix }: Finding): string {
  const at = place ? `${placeText(place, 'column')}: ` : '';
  return printable(`${at}${severity} ${code} ${message} ${fix}`).replaceAll('\n', ' ');
}

/** `file:line` or `file:line:column`; an object of a cluster has no lines, its place is a path in it. */
export function placeText({ file, line, column }: Place, to: 'line' | 'column'): string {
  if (file.startsWith('cluster:')) return file;
  return to === 'line' ? `${file}:${line}` : `${file}:${line}:${column}`;
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((f) => f.severity === 'error');
