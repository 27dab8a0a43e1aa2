import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of one test, with what it needs; it is removed when the test ends. */
export interface Folder {
  readonly path: string;
  at(...names: string[]): string;
  /** Writes a file. @returns its path */
  write(name: string, text: string): string;
  /** Writes a shell script that can be run, in the place of a program. @returns its path */
  program(name: string, script: string): string;
}

export function testFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'headrace-engine-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const at = (...names: string[]) => join(path, ...names);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
    return at(name);
  };
  const program = (name: string, script: string) => {
    write(name, `#!/bin/sh\n${script}\n`);
    chmodSync(at(name), 0o755);
    return at(name);
  };
  return { path, at, write, program };
}
