import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'main.ts');

/** Runs `headrace netpol …` to its end, as a person would without a terminal. */
export function runNetpol(args: readonly string[], stdin: 'ignore' | number = 'ignore') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'netpol', ...args], {
    encoding: 'utf8',
    stdio: [stdin, 'pipe', 'pipe'],
  });
  return { code: status, out: stdout, err: stderr };
}
