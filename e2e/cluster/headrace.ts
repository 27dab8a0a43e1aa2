import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { kubeconfig } from './api.ts';

/** The command line, run as Node runs it. */
export const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `headrace netpol …` on its way. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** All that it has printed so far. */
  said(): string;
  signal(name: NodeJS.Signals): void;
}

/** Runs `headrace netpol …` as a person would, without a terminal. */
export function start(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [main, 'netpol', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return { ended, said: () => said.out + said.err, signal: (name) => child.kill(name) };
}

/** The same to its end, on the test's cluster. */
export const netpol = (command: string, ...args: readonly string[]): Promise<Ended> =>
  start(command, '--live', '--kubeconfig', kubeconfig(), ...args).ended;

/** On files. */
export const onFiles = (...args: readonly string[]): Promise<Ended> => start(...args).ended;
