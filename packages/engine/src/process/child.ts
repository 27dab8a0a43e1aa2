import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from './identity.ts';
import { openLog } from './log.ts';
import { removePidFile, writePidFile } from './pidfile.ts';

export interface ChildSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly pidFile: string;
  /** Time in ms to end by itself after SIGTERM. */
  readonly grace: number;
}

/** How a process ended: `exit code 1`, `signal SIGKILL`. */
export type Ending = string;

export interface Child {
  readonly pid: number;
  /** Fulfilled when the process has ended, for any reason. */
  readonly ended: Promise<Ending>;
  /** Sends SIGTERM, and SIGKILL after the grace period. */
  stop(): Promise<void>;
}

/**
 * Starts a process in its own group, so that Ctrl-C in the terminal does not reach it (parts are stopped in order). Its output goes to a
 * log file, its process ID to a pid file.
 */
export function startChild(spec: ChildSpec): Child {
  const log = openLog(spec.logFile);
  const process = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...globalThis.process.env, ...spec.env },
  });
  closeSync(log);
  const ended = endingOf(process).finally(() => removePidFile(spec.pidFile));
  const pid = process.pid;
  if (pid === undefined) return { pid: -1, ended, stop: () => ended.then(() => {}) };
  writePidFile(spec.pidFile, { pid, command: [spec.command, ...spec.args].join(' ') });
  return { pid, ended, stop: () => stop(pid, ended, spec.grace) };
}

function endingOf(process: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    process.once('error', (error) => resolve(error.message));
    process.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

async function stop(pid: number, ended: Promise<Ending>, grace: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const timer = new AbortController();
  const inTime = await Promise.race([
    ended.then(() => true),
    sleep(grace, false, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  if (!inTime) signalGroup(pid, 'SIGKILL');
  await ended;
}
