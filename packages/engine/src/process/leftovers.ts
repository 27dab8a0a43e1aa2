import { setTimeout as sleep } from 'node:timers/promises';
import { runs, signalGroup } from './identity.ts';
import { pidFiles, readPidFile, removePidFile } from './pidfile.ts';

/**
 * Ends processes that an earlier start left running because it was killed. It touches only processes whose ID and whole command line are
 * those in a pid file.
 * @param patience time in ms for each process to end by itself
 * @returns the number of processes that were ended
 */
export async function endLeftovers(runDir: string, patience = 5000): Promise<number> {
  const ended = await Promise.all(pidFiles(runDir).map((file) => endLeftover(file, patience)));
  return ended.filter(Boolean).length;
}

async function endLeftover(file: string, patience: number): Promise<boolean> {
  const identity = readPidFile(file);
  const left = identity !== undefined && runs(identity);
  if (left) {
    signalGroup(identity.pid, 'SIGTERM');
    for (let waited = 0; waited < patience && runs(identity); waited += 50) await sleep(50);
    if (runs(identity)) signalGroup(identity.pid, 'SIGKILL');
    while (runs(identity)) await sleep(20);
  }
  removePidFile(file);
  return left;
}
