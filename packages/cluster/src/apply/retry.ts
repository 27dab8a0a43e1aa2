import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterFault } from '../connect/fault.ts';

/** Pause between two attempts (ms), and their number: an API server that restarts is back within this time. */
const between = 500;
const tries = 40;

/** Runs work and retries it while the cluster does not answer, or answers with a temporary error. */
export async function retry(work: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left--)
    try {
      return await work();
    } catch (e) {
      if (left === 1 || !(e instanceof ClusterFault) || isFinal(e)) throw e;
      await sleep(between);
    }
}

/** Whether a retry would give the same answer. */
const isFinal = ({ status }: ClusterFault): boolean => status !== undefined && status < 500 && status !== 429;
