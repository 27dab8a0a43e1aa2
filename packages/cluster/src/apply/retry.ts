import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterFault } from '../connect/fault.ts';

/** Between two tries (ms), and how many there are: an API server that restarts is back within this time. */
const between = 500;
const tries = 40;

/** Does something that must be done: tries again while the cluster does not answer, or says that it cannot at the moment. */
export async function retry(work: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left--)
    try {
      return await work();
    } catch (e) {
      if (left === 1 || !(e instanceof ClusterFault) || isFinal(e)) throw e;
      await sleep(between);
    }
}

/** Asked again, it would say the same. */
const isFinal = ({ status }: ClusterFault): boolean => status !== undefined && status < 500 && status !== 429;
