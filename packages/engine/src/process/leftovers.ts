import { setTimeout as sleep } from 'node:timers/promises';
import { runs, signalGroup } from './identity.ts';
import { pidFiles, readPidFile, removePidFile } from './pidfile.ts';

/**
 * Ends processes that an earlier start left behind (it was killed before it could stop them). Only a process whose
 * number and whole command line are those that were noted is touched.
 * @param patience how long each may take to end by itself, in milliseconds
 * @returns how many were ended
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
