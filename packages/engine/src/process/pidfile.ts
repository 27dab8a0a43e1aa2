import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Identity } from './identity.ts';

/** Writes a pid file, so that a later start can find the process after a crash. */
export function writePidFile(file: string, identity: Identity): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(identity));
}

/** Reads a pid file; undefined if there is none, or if a crash has truncated it. */
export function readPidFile(file: string): Identity | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { pid, command }: Readonly<Record<keyof Identity, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' && Number.isInteger(pid) && typeof command === 'string'
      ? { pid, command }
      : undefined;
  } catch {
    return undefined;
  }
}

export function removePidFile(file: string): void {
  rmSync(file, { force: true });
}

/** All pid files of a folder. */
export function pidFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.pid'))
    .map((name) => join(dir, name));
}
