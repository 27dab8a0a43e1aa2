import { FlinkUnreachable, type JobManager, type JobOverview } from '@headrace/flink';
import type { Clusters } from '../kafka/clusters.ts';
import type { RunTable } from '../store/tables.ts';
import { toStored } from './failure.ts';
import { observed, observeJob } from './observe.ts';
import { jobNameOf } from './properties.ts';
import type { RunStore } from './store.ts';
import { lookAtTopics } from './topic-watch.ts';

export interface MonitorParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  readonly clusters: Clusters;
  /** Runs that are being submitted at this moment: what is not there yet is not missing. */
  readonly isLaunching: (runId: string) => boolean;
  readonly changed: (row: RunTable) => void;
  readonly report: (error: unknown) => void;
}

const every = 1_000;
/** Topics are looked at in every so many rounds. */
const topicRounds = 5;

/** Keeps the records of runs up to date with what Flink says. */
export class Monitor {
  private readonly parts: MonitorParts;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round = 0;
  private atTopics = false;

  constructor(parts: MonitorParts) {
    this.parts = parts;
  }

  /** Looks now and then every second. */
  async start(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.parts.report(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), every);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async look(): Promise<void> {
    const { store, jobManager, isLaunching } = this.parts;
    const rows = (await store.unended()).filter((row) => !isLaunching(row.id));
    if (rows.length === 0) return;
    const jobs = await reachable(() => jobManager.jobs());
    for (const row of rows)
      if (jobs) await this.lookAt(row, jobs);
      else await this.note(row, observed(row, { kind: 'unreachable' }));
    if (this.round++ % topicRounds === 0 && !this.atTopics) void this.lookAtTopics().catch(this.parts.report);
  }

  /** Beside the other looks: a Kafka that is away lets one wait for seconds. */
  private async lookAtTopics(): Promise<void> {
    this.atTopics = true;
    const running = (await this.parts.store.unended()).filter((row) => row.state === 'running');
    const looks = running.map(async (row) => this.note(row, await lookAtTopics(this.parts.clusters, row)));
    await Promise.all(looks).finally(() => {
      this.atTopics = false;
    });
  }

  private async lookAt(row: RunTable, jobs: readonly JobOverview[]): Promise<void> {
    const job = jobs.find((j) => j.jid === row.job_id || j.name === jobNameOf(row.id));
    if (!job) return this.note(row, row.job_id === null ? neverSubmitted(row) : observed(row, { kind: 'missing' }));
    const { jobManager, report } = this.parts;
    try {
      const seen = await observeJob(jobManager, row, job);
      if (seen.hopeless) await jobManager.cancel(job.jid);
      await this.note(row, seen.hopeless ? { ...seen.change, state: 'failed', ended_at: Date.now() } : seen.change);
    } catch (error) {
      if (error instanceof FlinkUnreachable) return this.note(row, observed(row, { kind: 'unreachable' }));
      // One job that Flink will not tell of must not hide the others.
      report(error);
    }
  }

  private async note(row: RunTable, change: Partial<RunTable>): Promise<void> {
    const keys = Object.keys(change) as (keyof RunTable)[];
    if (keys.every((k) => change[k] === row[k])) return;
    const now = await this.parts.store.get(row.id);
    // A person may have asked for its end meanwhile; the next look takes that into account.
    if (now?.stop_asked !== row.stop_asked || now.state !== row.state) return;
    this.parts.changed(await this.parts.store.update(row.id, change));
  }
}

function neverSubmitted(row: RunTable): Partial<RunTable> {
  if (row.stop_asked !== null) return { state: 'stopped', ended_at: Date.now() };
  const sentence = 'The run was not submitted: Flink or Headrace ended meanwhile. Start it again.';
  return { state: 'failed', ended_at: Date.now(), failure_json: toStored({ sentence, node: null, trace: '' }) };
}

async function reachable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof FlinkUnreachable) return undefined;
    throw error;
  }
}
