import { commandOf, readPidFile, removePidFile, runs, writePidFile } from '@headrace/engine';
import { UserError } from '@headrace/text';

/** Takes the data folder for this process; refuses when another `headrace up` has it. */
export function takeLock(file: string, dataDir: string): void {
  const holder = readPidFile(file);
  if (holder && holder.pid !== process.pid && runs(holder))
    throw new UserError(
      `Headrace already runs with ${dataDir} (process ${holder.pid}): use it, stop it with Ctrl-C there, or start a second one with --data and --port-offset.`,
    );
  writePidFile(file, { pid: process.pid, command: commandOf(process.pid) ?? '' });
}

export function releaseLock(file: string): void {
  removePidFile(file);
}
