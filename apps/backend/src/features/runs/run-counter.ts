import { FlinkRefused, FlinkUnreachable, JobCounter, type JobManager } from '@headrace/flink';
import { nodeCounts } from '../../flink/counts/node-counts.ts';
import type { FlowResources } from '../../reading/flow-resources.ts';
import type { RunTable } from '../../store/tables.ts';
import { failedOf } from './reconcile.ts';
import type { RunStore, StoredRun } from './run-store.ts';
import { wholeCounts } from './whole-counts.ts';

export interface RunCounterParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  readonly changed: (row: StoredRun) => void;
  readonly report: (error: unknown) => void;
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
    await this.look().catch(this.parts.report);
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), every);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async look(): Promise<void> {
    const rows = (await this.parts.store.unended()).filter((row) => row.job_id !== null);
    const jobs = new Set(rows.map((row) => row.job_id));
    this.counters = new Map([...this.counters].filter(([id]) => jobs.has(id)));
    for (const row of rows) await this.count(row, row.job_id as string);
  }

  private async count(row: RunTable, jobId: string): Promise<void> {
    const { store, jobManager, changed, report } = this.parts;
    const counter = this.counters.get(jobId) ?? new JobCounter(jobManager, jobId);
    this.counters.set(jobId, counter);
    try {
      const job = await counter.counts();
      // Between two tasks there are no counters: what was counted stands.
      if (job.sources.size === 0 && job.written.size === 0) return;
      const counts = nodeCounts(JSON.parse(row.facts_json) as FlowResources, job, failedOf(row));
      const change = wholeCounts(row, counts);
      if (change && change.counts_json !== row.counts_json) changed(await store.update(row.id, change));
    } catch (error) {
      // One job that Flink does not tell of must not hide the others.
      if (!(error instanceof FlinkUnreachable || error instanceof FlinkRefused)) report(error);
    }
  }
}
