import { ClusterFault } from '@headrace/cluster/fault';
import { CannotRun } from './cannot-run.ts';
import { complain } from './terminal.ts';

/** Runs a command and sets its exit code: what it gives, or 2 with the sentence when it cannot be done. */
export async function ended(work: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (e) {
    if (!(e instanceof CannotRun || e instanceof ClusterFault)) {
      // A bug of ours, or a server that does not speak our API: its trace may quote what came from there.
      complain(e instanceof Error ? (e.stack ?? e.message) : String(e));
      process.exitCode = 2;
      return;
    }
    complain(e.message);
    process.exitCode = 2;
  }
}
