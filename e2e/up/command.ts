import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPidFile, runs } from '@headrace/engine';

const root = join(import.meta.dirname, '..', '..');

/** Ports of this suite: those of the topology, moved. */
export const offset = 12_000;

/** A `headrace up` on its way. */
export interface Up {
  readonly pid: number;
  /** All that it has printed so far. */
  said(): string;
  /** Its exit code, once it has ended; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until it has printed something; fails with all it said when it ends before. */
  until(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Closes its output, as when a terminal is closed. */
  closeTerminal(): void;
}

/** Runs `headrace up` as a person would, without a terminal. */
export function up(dataDir: string, ...more: string[]): Up {
  const args = ['apps/cli/src/main.ts', 'up', '--data', dataDir, '--port-offset', String(offset), ...more];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  let over = false;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => {
    over = true;
  });
  return {
    pid: child.pid as number,
    said: () => said,
    ended,
    until: async (text) => {
      while (!said.includes(text)) {
        if (over) throw new Error(`It ended before it said '${text}':\n${said}`);
        await sleep(20);
      }
    },
    signal: (name) => child.kill(name),
    closeTerminal: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

/** The processes that are noted in a data folder, by part. */
export function partsIn(dataDir: string): Record<string, { pid: number; command: string }> {
  const run = join(dataDir, 'run');
  const noted = readdirSync(run).filter((name) => name.endsWith('.pid'));
  return Object.fromEntries(
    noted.flatMap((name) => {
      const identity = readPidFile(join(run, name));
      return identity ? [[name.replace('.pid', ''), identity]] : [];
    }),
  );
}

/** Which of some processes run still. */
export function stillRunning(parts: ReturnType<typeof partsIn>): string[] {
  return Object.entries(parts).flatMap(([name, identity]) => (runs(identity) ? [name] : []));
}
