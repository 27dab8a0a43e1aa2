import { setTimeout as sleep } from 'node:timers/promises';
import type { StartFrom } from '@headrace/api';
import type { JobManager, ResultRow } from '@headrace/flink';
import type { PreviewQuery } from '@headrace/flow';
import type { Clients } from '../../outside/clients.ts';
import type { ResourceProblem } from '../../outside/resources.ts';
import type { FlowResources, TopicUse } from '../../reading/flow-resources.ts';
import { Accounts } from './accounts.ts';
import { FarAhead } from './far-ahead.ts';
import { type PreviewFailure, previewFailure } from './preview-failure.ts';
import { readRow } from './result-buffer.ts';
import { type SessionPool, submitQuery } from './session-pool.ts';
import { beginsByItself, type Slots, watchSlot } from './slots.ts';
import { watchTopics } from './topic-watcher.ts';
import { type Listener, Viewers } from './viewers.ts';

export interface PreviewPlan {
  readonly id: string;
  /** Whose preview it is. */
  readonly person: string;
  readonly query: PreviewQuery;
  readonly topics: readonly TopicUse[];
  readonly facts: FlowResources;
  /** Where reading begins, when there are windows that silent partitions could hold back. */
  readonly windows: StartFrom | undefined;
}

export interface PreviewParts {
  readonly pool: SessionPool;
  readonly slots: Slots;
  readonly clients: Clients;
  readonly jobManager: JobManager;
  /** Between two looks for more rows, ms. */
  readonly pause: () => number;
  /** Called once, when it has ended. */
  readonly onEnd: () => void;
  /** Gets our own faults. */
  readonly onError: (error: unknown) => void;
}

const longest = 10 * 60_000;

/** One preview: a job over the whole flow while somebody looks at it, submitted again after a failure of Flink or Kafka. */
export class Preview {
  readonly plan: PreviewPlan;
  private readonly parts: PreviewParts;
  private readonly viewers: Viewers;
  private readonly accounts: Accounts;
  private readonly ending = new AbortController();
  private restart = new AbortController();
  private trouble: ResourceProblem | undefined;
  private farAhead: FarAhead;
  private starts = 0;
  /** Settles when its job is gone too. */
  readonly gone: Promise<void>;
  /** The name of the job at work, by which it is told from jobs that nobody looks at. */
  jobName: string | undefined;

  constructor(plan: PreviewPlan, parts: PreviewParts) {
    this.plan = plan;
    this.parts = parts;
    this.farAhead = this.watchTimes();
    this.viewers = new Viewers(plan.query.ports, () => this.end('Nobody was looking any more.'));
    this.accounts = new Accounts({
      jobManager: parts.jobManager,
      clients: parts.clients,
      facts: plan.facts,
      counted: (nodes) => this.viewers.counted(nodes),
      notice: (found) => this.viewers.notice(found),
    });
    const limit = setTimeout(
      () => this.end('The preview has ended after 10 minutes. Start it again to go on.'),
      longest,
    );
    this.ending.signal.addEventListener('abort', () => clearTimeout(limit));
    this.gone = Promise.all([this.watch(), this.live()]).then(
      () => {},
      (error) => {
        parts.onError(error);
        this.end('The preview has ended because of a fault in Headrace. Start it again.', 'failed');
      },
    );
  }

  /** Sends the current state and all later events to a viewer. @returns ends it */
  join(listener: Listener): () => void {
    this.show(listener);
    return this.follow(listener);
  }

  /** Sends all events from now on to a viewer. @returns ends it */
  follow(listener: Listener): () => void {
    return this.viewers.follow(listener);
  }

  /** Sends the current state to a new viewer. */
  show(listener: Listener): void {
    this.viewers.show(listener);
  }

  /** A viewer stops the preview; it goes on while others look at it. */
  leave(): void {
    if (this.viewers.count <= 1) this.end('The preview was stopped.');
  }

  /** Ends the job and sends the reason to the viewers. */
  end(message: string, state: 'ended' | 'failed' = 'ended', node: string | null = null): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.viewers.close(state, message, node);
    this.parts.onEnd();
  }

  /** Runs the job until there is nothing more to read, or it fails in a way that another attempt would not mend. */
  private async live(): Promise<void> {
    const { signal } = this.ending;
    for (let pause = 250; !signal.aborted; pause = Math.min(pause * 2, 3_000)) {
      const failure = await this.once();
      if (signal.aborted) return;
      if (!failure) return this.end('All events were read.');
      if (!failure.passes) return this.end(failure.message, 'failed', failure.node);
      this.viewers.setState('recovering', failure.message, failure.node);
      do await sleep(pause, undefined, { signal }).catch(() => {});
      while (this.trouble && !signal.aborted);
    }
  }

  /** @returns why the job ended; undefined when all was read */
  private async once(): Promise<PreviewFailure | undefined> {
    this.restart = new AbortController();
    const signal = AbortSignal.any([this.ending.signal, this.restart.signal]);
    let taken = () => {};
    try {
      taken = await this.parts.slots.take(signal, (message) => this.viewers.setState('starting', message));
      await this.runJob(signal, taken);
      return undefined;
    } catch (error) {
      if (this.ending.signal.aborted) return undefined;
      if (this.restart.signal.aborted) return { passes: true, message: 'The topic is there again.', node: null };
      return previewFailure(error, this.plan.facts, this.plan.query.query);
    } finally {
      taken();
    }
  }

  /**
   * Runs the query once, as one job, until it ends or `signal` says so; the job is gone afterwards.
   * @param submitted is called when the job is with Flink
   * @throws FlinkRefused with the reason when it fails, FlinkUnreachable, SessionLost
   */
  private async runJob(signal: AbortSignal, submitted: () => void): Promise<void> {
    const { pool, pause } = this.parts;
    const { session, jobName } = pool.take();
    this.jobName = jobName;
    // A job that has failed has no counters any more, and another takes its place.
    const over = new AbortController();
    try {
      const operation = await submitQuery(session, this.plan.query, signal);
      let started = false;
      for await (const { jobId, rows } of operation.pages({ signal, first: 10, longest: 60, live: pause })) {
        if (!started) {
          submitted();
          this.started(jobId, AbortSignal.any([signal, over.signal]));
          void pool.warm();
        }
        started = true;
        if (rows.length > 0) this.take(rows);
      }
    } finally {
      over.abort();
      // The session's end is the end of its query's job.
      await session.close();
    }
  }

  /** The job was submitted. @param jobId where Flink has told it */
  private started(jobId: string | undefined, signal: AbortSignal): void {
    if (this.starts++ > 0) {
      this.farAhead = this.watchTimes();
      this.viewers.startAgain();
    }
    if (jobId !== undefined) {
      void this.accounts.follow(jobId, signal).catch(this.parts.onError);
      void this.watchSlot(jobId, signal).catch(this.parts.onError);
    }
    if (!this.trouble) this.viewers.setState('running', 'Live');
  }

  private take(rows: readonly ResultRow[]): void {
    const now = Date.now();
    const read = rows.map((row) => readRow(row, this.plan.query.ports, now));
    for (const { row, port } of read) {
      const ahead = this.farAhead.look(row, port, now);
      if (ahead) this.viewers.notice(ahead);
    }
    this.viewers.rows(read);
    if (this.trouble?.kind !== 'missing') return;
    // The job has found the topic before the watch has.
    this.trouble = undefined;
    this.viewers.setState('running', 'Live');
  }

  private watchTimes(): FarAhead {
    return new FarAhead(new Set(this.plan.topics.filter((t) => t.role === 'source').map((t) => t.node)));
  }

  private watchSlot(jobId: string, signal: AbortSignal): Promise<void> {
    const slot = {
      jobManager: this.parts.jobManager,
      waits: (message: string) => {
        // A missing topic or broker is more important.
        if (!this.trouble) this.viewers.setState('starting', `${message} ${beginsByItself}`);
      },
      begins: () => {
        if (this.viewers.state === 'starting') this.viewers.setState('running', 'Live');
      },
    };
    return watchSlot(slot, jobId, signal);
  }

  private watch(): Promise<void> {
    const { clients } = this.parts;
    const { topics, windows } = this.plan;
    return watchTopics(
      clients,
      topics,
      this.ending.signal,
      {
        trouble: (trouble) => {
          const before = this.trouble;
          this.trouble = trouble;
          if (trouble) this.viewers.setState('recovering', trouble.message, trouble.node);
          // Flink does not notice that a topic was made anew; a broker that comes back it does.
          else if (before?.kind === 'missing') this.restart.abort();
          else if (this.viewers.state === 'recovering') this.viewers.setState('running', 'Live');
        },
        notice: (found) => this.viewers.notice(found),
        watermarkOf: (node) => this.viewers.watermarkOf(node),
      },
      windows,
    );
  }
}
