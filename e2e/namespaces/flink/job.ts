import type { JobStatus } from '@headrace/flink';
import type { Host } from '../../support/network/host.ts';
import type { Cluster } from './cluster.ts';
import { rowsBehindTheShuffle } from './rows.ts';
import { counts, inSession, keyedShuffle, numbers } from './sql.ts';
import { atMost } from './wait.ts';

/** What is seen of a job while it runs. */
export interface Job {
  readonly id: string;
  state(): Promise<JobStatus | undefined>;
  /** Rows that have come out of the shuffle. */
  rows(): Promise<number>;
  checkpoints(): Promise<number>;
  /** Whether the JobManager's REST API has metrics of every task. */
  hasMetrics(): Promise<boolean>;
}

/** Settings of a job that spans both TaskManagers, and of one that takes checkpoints too. */
const spanning = { 'parallelism.default': '2' };
const withCheckpoints = { ...spanning, 'execution.checkpointing.interval': '500 ms' };

/**
 * Submits a job whose keyed shuffle spans both TaskManagers, as Event Processing does. It is cancelled when `use` has ended.
 * `setup` and `statement` make another job of it.
 */
export async function withJob<T>(
  cluster: Cluster,
  from: Host,
  use: (job: Job) => Promise<T>,
  { setup = [numbers, counts], statement = keyedShuffle, checkpoints = true } = {},
): Promise<T> {
  await cluster.untilFree();
  const id = await inSession(from, cluster.sqlGateway, checkpoints ? withCheckpoints : spanning, async (session) => {
    for (const one of setup) await session.configure(one);
    return (await session.submit(statement)).jobId({ signal: AbortSignal.timeout(atMost) });
  });
  const { jobManager } = cluster;
  try {
    return await use({
      id,
      state: async () => (await jobManager.job(id))?.state,
      rows: () => rowsBehindTheShuffle(cluster.hosts.taskManagers, id),
      checkpoints: async () => (await jobManager.checkpoints(id)).counts.completed,
      hasMetrics: () => cluster.hasMetrics(id),
    });
  } finally {
    await jobManager.cancel(id);
  }
}
