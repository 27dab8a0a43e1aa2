import { FlinkRefused, FlinkUnreachable, JobCounter, type JobManager } from '@headrace/flink';
import { nodeCounts } from '../../flink/counts/node-counts.ts';
import type { RunRecord } from './run-record.ts';
import type { RunStore } from './run-store.ts';
import { sameFields } from './same-fields.ts';
import { wholeCounts } from './whole-counts.ts';

export interface RunCounterParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  /** Whether this backend follows the runs. */
  readonly isLeader: () => boolean;
  /** The clock, ms since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const every = 2_000;

/** Keeps the counts of runs up to date. Beside the monitor, since a look at the counters takes several requests. */
export class RunCounter {
  private readonly parts: RunCounterParts;
  private counters = new Map<string, JobCounter>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(parts: RunCounterParts) {
    this.parts = parts;
  }

  /** Looks now and then every two seconds. */
  async start(): Promise<void> {
    await this.look().catch(this.parts.onError);
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), every);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async look(): Promise<void> {
    if (!this.parts.isLeader()) return;
    const runs = (await this.parts.store.unended()).flatMap((run) =>
      run.jobId === null ? [] : { run, job: run.jobId },
    );
    const jobs = new Set(runs.map(({ job }) => job));
    this.counters = new Map([...this.counters].filter(([id]) => jobs.has(id)));
    for (const { run, job } of runs) await this.count(run, job);
  }

  private async count(seen: RunRecord, jobId: string): Promise<void> {
    const { store, jobManager, now, onError } = this.parts;
    const counter = this.counters.get(jobId) ?? new JobCounter(jobManager, jobId);
    this.counters.set(jobId, counter);
    try {
      const job = await counter.counts();
      // Between two tasks there are no counters: what was counted stands.
      if (job.sources.size === 0 && job.written.size === 0) return;
      await store.change({ now: now() }, seen.id, (run) => {
        // Another job has taken its place since.
        if (run.jobId !== jobId) return undefined;
        const set = wholeCounts(run, nodeCounts(run.resources, job, run.failed));
        return set && !sameFields(run, set) ? { set } : undefined;
      });
    } catch (error) {
      // One job that Flink does not answer for must not hide the others.
      if (!(error instanceof FlinkUnreachable || error instanceof FlinkRefused)) onError(error);
    }
  }
}
