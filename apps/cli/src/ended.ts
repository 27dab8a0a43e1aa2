import { ClusterFault } from '@headrace/cluster/fault';
import { printable } from '@headrace/text';
import { CannotRun } from './cannot-run.ts';

/** Runs a command and sets its exit code: what it gives, or 2 with the sentence when it cannot be done. */
export async function ended(work: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (e) {
    if (!(e instanceof CannotRun || e instanceof ClusterFault)) throw e;
    console.error(printable(e.message));
    process.exitCode = 2;
  }
}
