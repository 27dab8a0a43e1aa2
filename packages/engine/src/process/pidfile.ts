import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Identity } from './identity.ts';

/** Notes which process does a part's work, so that a later start can find it after a crash. */
export function writePidFile(file: string, identity: Identity): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(identity));
}

/** Reads a note; `undefined` when there is none or it was cut off by a crash. */
export function readPidFile(file: string): Identity | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { pid, command } = JSON.parse(readFileSync(file, 'utf8')) as Identity;
    return Number.isInteger(pid) && typeof command === 'string' ? { pid, command } : undefined;
  } catch {
    return undefined;
  }
}

export function removePidFile(file: string): void {
  rmSync(file, { force: true });
}

/** All notes of a folder. */
export function pidFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.pid'))
    .map((name) => join(dir, name));
}
