import { isEndedRun } from '@headrace/api';
import { FlinkUnreachable, type JobManager, type JobOverview } from '@headrace/flink';
import type { Clients } from '../../outside/clients.ts';
import { checkTopics } from './check-topics.ts';
import { jobOf, reconcile, surplusJobs } from './reconcile.ts';
import { pauseBefore } from './recovery-pace.ts';
import { stateMessage } from './run-messages.ts';
import type { RunEvent, RunFields, RunRecord } from './run-record.ts';
import type { RunStore } from './run-store.ts';
import { sameFields } from './same-fields.ts';
import { nextState } from './state.ts';

export interface MonitorParts {
  readonly store: RunStore;
  readonly jobManager: JobManager;
  readonly clients: Clients;
  /** The clock, ms since the epoch. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether this backend follows the runs: of several on one store, one does. */
  readonly isLeader: () => boolean;
  /** Submits a run again whose job is missing. */
  readonly recover: (run: RunRecord) => void;
  /** Asks Flink for the end of a run's job, unless that is being done. */
  readonly end: (run: RunRecord, jobId: string) => void;
  readonly onError: (error: unknown) => void;
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
  private looking: Promise<void> | undefined;
  private again = false;

  constructor(parts: MonitorParts) {
    this.parts = parts;
  }

  /** Looks now and then every second. */
  async start(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.look();
    } catch (error) {
      this.parts.onError(error);
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), every);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Looks at all runs now, where this backend follows them: once at a time, and once more for who asked in between. */
  look(): Promise<void> {
    if (this.looking) this.again = true;
    else
      this.looking = this.once().finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }

  /** Looks at one run now, whichever backend follows it. */
  async lookAtRun(run: RunRecord): Promise<void> {
    const jobs = await reachable(() => this.parts.jobManager.jobs());
    if (jobs && jobOf(run, jobs)) await this.lookAt(run, jobs);
  }

  private async once(): Promise<void> {
    do {
      this.again = false;
      if (this.parts.isLeader()) await this.lookAtAll();
    } while (this.again);
  }

  private async lookAtAll(): Promise<void> {
    const { store, jobManager } = this.parts;
    const runs = await store.unended();
    if (runs.length === 0) return;
    const jobs = await reachable(() => jobManager.jobs());
    for (const run of runs)
      if (jobs) await this.lookAt(run, jobs);
      else if (!this.isBeingSubmitted(run)) await this.unreachable(run);
    if (this.round++ % topicRounds === 0 && !this.atTopics) void this.lookAtTopics().catch(this.parts.onError);
  }

  /** Beside the other looks: a Kafka that is away lets one wait for seconds. */
  private async lookAtTopics(): Promise<void> {
    this.atTopics = true;
    const running = (await this.parts.store.unended()).filter((run) => run.state === 'running');
    const looks = running.map(async (run) => this.note(run, await checkTopics(this.parts.clients, run)));
    await Promise.all(looks).finally(() => {
      this.atTopics = false;
    });
  }

  private async lookAt(run: RunRecord, jobs: readonly JobOverview[]): Promise<void> {
    const { jobManager, onError, now } = this.parts;
    const job = jobOf(run, jobs);
    try {
      if (!job) return await this.missed(run);
      // A job that is being submitted shows before its id is known: whoever submits it notes that.
      for (const other of surplusJobs(run, jobs)) await jobManager.cancel(other.jid);
      const { set, isHopeless, why } = await reconcile(jobManager, run, job, jobs);
      if (isHopeless) await jobManager.cancel(job.jid);
      await this.note(run, isHopeless ? { ...set, state: 'failed', endedAt: now() } : set, why);
      if (run.stopAsked !== null && job['end-time'] < 0) this.parts.end(run, job.jid);
    } catch (error) {
      if (error instanceof FlinkUnreachable) return this.unreachable(run);
      // One job that Flink will not tell of must not hide the others.
      onError(error);
    }
  }

  private unreachable(run: RunRecord): Promise<void> {
    return this.note(run, { state: nextState(run, { kind: 'unreachable' }) });
  }

  /** Flink is there and does not know the run's job. */
  private async missed(run: RunRecord): Promise<void> {
    const { now, random, recover } = this.parts;
    if (this.isBeingSubmitted(run)) return;
    if (run.state !== 'job-missing') {
      const state = nextState(run, { kind: 'missing' });
      const retryAt = now() + pauseBefore(run.recoveries, random());
      return this.note(run, state === 'job-missing' ? { state, retryAt } : { state, endedAt: now() });
    }
    if (now() >= run.retryAt) recover(run);
  }

  /** Perhaps by another process. */
  private isBeingSubmitted(run: RunRecord): boolean {
    return run.state !== 'job-missing' && this.parts.now() < run.retryAt;
  }

  private async note(seen: RunRecord, set: Partial<RunFields>, why?: string): Promise<void> {
    if (sameFields(seen, set)) return;
    const now = this.parts.now();
    await this.parts.store.change({ now }, seen.id, (run) => {
      // A person may have asked for its end meanwhile; the next look takes that into account.
      if (run.stopAsked !== seen.stopAsked || run.state !== seen.state) return undefined;
      return { set, history: this.events(run, set, why, now) };
    });
  }

  private events(run: RunRecord, set: Partial<RunFields>, why: string | undefined, at: number): RunEvent[] {
    if (set.state === undefined) return [];
    const failure = isEndedRun(set.state) ? run.failure?.message : undefined;
    const message = stateMessage(run.state, set.state, why ?? failure);
    return message === undefined ? [] : [{ at, message }];
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
