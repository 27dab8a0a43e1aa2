import { FlinkUnreachable, type JobManager, type JobOverview } from '@headrace/flink';
import type { Clusters } from '../../kafka/clusters.ts';
import type { RunTable } from '../../store/tables.ts';
import { checkTopics } from './check-topics.ts';
import { readFailure } from './failure.ts';
import { stateWords } from './messages.ts';
import { jobOf, observed, observeJob, surplusJobs } from './reconcile.ts';
import { pauseBefore } from './recovery.ts';
import { stateOf } from './run-record.ts';
import type { RunEvent, RunStore, StoredRun } from './run-store.ts';
import { isEnded } from './state.ts';

export interface MonitorParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  readonly clusters: Clusters;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Runs that are being submitted at this moment: what is not there yet is not missing. */
  readonly isLaunching: (runId: string) => boolean;
  /** Submits a run again whose job is missing. */
  readonly recover: (run: StoredRun) => void;
  /** Asks Flink for the end of a run's job, unless that is being done. */
  readonly end: (run: StoredRun, jobId: string) => void;
  readonly changed: (run: StoredRun) => void;
  readonly report: (error: unknown) => void;
}

const every = 1_000;
/** Topics are looked at in every so many rounds. */
const topicRounds = 5;

/** Keeps the records of runs up to date with what Flink says, and has done what is left to do. */
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
      else if (!this.isBeingSubmitted(row)) await this.note(row, observed(row, { kind: 'unreachable' }));
    if (this.round++ % topicRounds === 0 && !this.atTopics) void this.checkTopics().catch(this.parts.report);
  }

  /** Beside the other looks: a Kafka that is away lets one wait for seconds. */
  private async checkTopics(): Promise<void> {
    this.atTopics = true;
    const running = (await this.parts.store.unended()).filter((row) => row.state === 'running');
    const looks = running.map(async (row) => this.note(row, await checkTopics(this.parts.clusters, row)));
    await Promise.all(looks).finally(() => {
      this.atTopics = false;
    });
  }

  private async lookAt(row: StoredRun, jobs: readonly JobOverview[]): Promise<void> {
    const { jobManager, report, now } = this.parts;
    const job = jobOf(row, jobs);
    try {
      if (!job) return await this.missed(row);
      for (const other of surplusJobs(row, jobs)) await jobManager.cancel(other.jid);
      const { change, hopeless, why } = await observeJob(jobManager, row, job, jobs);
      if (hopeless) await jobManager.cancel(job.jid);
      await this.note(row, hopeless ? { ...change, state: 'failed', ended_at: now() } : change, why);
      // What was asked for while Flink was away, or of a process that has ended since.
      if (row.stop_asked !== null && job['end-time'] < 0) this.parts.end(row, job.jid);
    } catch (error) {
      if (error instanceof FlinkUnreachable) return this.note(row, observed(row, { kind: 'unreachable' }));
      // One job that Flink will not tell of must not hide the others.
      report(error);
    }
  }

  /** Flink is there and does not know the run's job. */
  private async missed(row: StoredRun): Promise<void> {
    const { now, random, recover } = this.parts;
    if (this.isBeingSubmitted(row)) return;
    if (row.state !== 'job-missing') {
      const change = observed(row, { kind: 'missing' });
      const retry_at = now() + pauseBefore(row.recoveries, random());
      return this.note(row, change.state === 'job-missing' ? { ...change, retry_at } : { ...change, ended_at: now() });
    }
    if (now() >= row.retry_at) recover(row);
  }

  /** Perhaps by another process. */
  private isBeingSubmitted(row: RunTable): boolean {
    return row.state !== 'job-missing' && this.parts.now() < row.retry_at;
  }

  private async note(row: StoredRun, change: Partial<RunTable>, why?: string): Promise<void> {
    const keys = Object.keys(change) as (keyof RunTable)[];
    if (keys.every((k) => change[k] === row[k])) return;
    const now = await this.parts.store.get(row.id);
    // A person may have asked for its end meanwhile; the next look takes that into account.
    if (now?.stop_asked !== row.stop_asked || now.state !== row.state) return;
    this.parts.changed(await this.parts.store.update(row.id, change, ...this.events(row, change, why)));
  }

  private events(row: RunTable, change: Partial<RunTable>, why: string | undefined): RunEvent[] {
    if (change.state === undefined) return [];
    const after = stateOf({ ...row, ...change });
    const failed =
      isEnded(after) && why === undefined && row.failure_json !== null ? readFailure(row.failure_json) : undefined;
    const sentence = stateWords(stateOf(row), after, why ?? failed?.sentence);
    return sentence === undefined ? [] : [{ at: this.parts.now(), sentence }];
  }
}

async function reachable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof FlinkUnreachable) return undefined;
    throw error;
  }
}
