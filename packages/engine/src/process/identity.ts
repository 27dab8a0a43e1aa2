import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { errorCode } from '@headrace/text';

/** Identifies a process: its ID and its whole command line, since IDs are reused. */
export interface Identity {
  readonly pid: number;
  readonly command: string;
}

/** Whether exactly this process runs. */
export function runs(identity: Identity): boolean {
  return commandOf(identity.pid) === identity.command;
}

/** The command line of a running process, joined by spaces; undefined if it has ended (also for zombies). */
export function commandOf(pid: number): string | undefined {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync('/proc/self/cmdline')) {
    try {
      const text = readFileSync(proc, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ');
      return text === '' ? undefined : text;
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.status === 0 ? ps.stdout.trim() : undefined;
}

/** Sends a signal to the process group of a process; a group that no longer exists is not an error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
