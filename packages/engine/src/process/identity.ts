import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What tells a process from another one that got the same number later: the number and its whole command line. */
export interface Identity {
  readonly pid: number;
  readonly command: string;
}

/** Whether this very process runs. */
export function runs(identity: Identity): boolean {
  return commandOf(identity.pid) === identity.command;
}

/** The command line of a running process, its words joined by blanks; `undefined` when it has ended (zombies too). */
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

/** Signals the process group that a process leads; a group that is gone is no fault. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
