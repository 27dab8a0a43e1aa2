import { setTimeout as sleep } from 'node:timers/promises';
import type { PreviewEvent, StartFrom } from '@headrace/api';
import type { JobManager, ResultRow } from '@headrace/flink';
import type { Diagnostic, PreviewPort, PreviewQuery } from '@headrace/flow';
import { redact } from '@headrace/service';
import type { Clients } from '../../outside/clients.ts';
import type { ResourceProblem } from '../../outside/resources.ts';
import type { FlowResources, TopicUse } from '../../reading/flow-resources.ts';
import { Accounts } from './accounts.ts';
import { FarAhead } from './far-ahead.ts';
import { Notices } from './notices.ts';
import { type PreviewFailure, previewFailure } from './preview-failure.ts';
import { attempt } from './preview-job.ts';
import { ResultBuffer } from './result-buffer.ts';
import { readRow } from './row.ts';
import type { SessionPool } from './session-pool.ts';
import { watchSlot } from './slot-watch.ts';
import { beginsByItself, type Slots } from './slots.ts';
import { type WatchEvents, watchTopics } from './topic-watcher.ts';
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
  /** Is told of our own faults. */
  readonly report: (error: unknown) => void;
}

type StateEvent = Extract<PreviewEvent, { kind: 'state' }>;

const batchEvery = 100;
const longest = 10 * 60_000;

/** One preview: a job over the whole flow while somebody looks, begun again when its surroundings failed. */
export class Preview {
  readonly plan: PreviewPlan;
  private readonly parts: PreviewParts;
  private readonly viewers: Viewers;
  private readonly ending = new AbortController();
  private readonly ports: readonly string[];
  private batch: ResultBuffer;
  private state: StateEvent = { kind: 'state', state: 'starting', message: 'Starting the preview…', node: null };
  private trouble: ResourceProblem | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastBatch = 0;
  private starts = 0;
  private restart = new AbortController();
  private readonly accounts: Accounts;
  private farAhead: FarAhead;
  private notices = new Notices();
  private counts: Extract<PreviewEvent, { kind: 'counts' }> = { kind: 'counts', nodes: {} };
  /** When its job is gone too. */
  readonly gone: Promise<void>;
  /** The name of the job at work, for the reaper. */
  jobName: string | undefined;

  constructor(plan: PreviewPlan, parts: PreviewParts) {
    this.plan = plan;
    this.parts = parts;
    this.ports = plan.query.ports.map((p) => p.key);
    this.batch = new ResultBuffer(this.ports);
    this.farAhead = this.watchTimes();
    this.accounts = new Accounts({
      jobManager: parts.jobManager,
      clients: parts.clients,
      facts: plan.facts,
      counted: (event) => {
        this.counts = event;
        this.viewers.tell(event);
      },
      notice: (found) => this.notice(found),
    });
    this.viewers = new Viewers(() => this.end('Nobody was looking any more.'));
    const limit = setTimeout(
      () => this.end('The preview has ended after 10 minutes. Start it again to go on.'),
      longest,
    );
    this.ending.signal.addEventListener('abort', () => clearTimeout(limit));
    this.gone = Promise.all([this.watch(), this.live()]).then(
      () => {},
      (error) => {
        parts.report(error);
        this.end('The preview has ended because of a fault in Headrace. Start it again.', 'failed');
      },
    );
  }

  /** A viewer gets what there is, then everything that comes. */
  join(listener: Listener): () => void {
    this.show(listener);
    return this.follow(listener);
  }

  /** Gives everything that comes from now on. @returns leaves again */
  follow(listener: Listener): () => void {
    return this.viewers.join(listener);
  }

  /** Gives what a new viewer must know: the ports, the state, the newest rows, the counts and the notices. */
  show(listener: Listener): void {
    if (!this.batch.isEmpty) this.flush();
    listener(this.portsEvent());
    listener(this.state);
    listener(this.batch.sofar());
    listener(this.counts);
    for (const diagnostic of this.notices.all()) listener(noticeEvent(diagnostic));
  }

  /** One viewer wants no more; the others may. */
  leave(): void {
    if (this.viewers.count <= 1) this.end('The preview was stopped.');
  }

  /** Ends the job and tells the viewers why. */
  end(message: string, state: 'ended' | 'failed' = 'ended', node: string | null = null): void {
    if (this.ending.signal.aborted) return;
    if (!this.batch.isEmpty) this.flush();
    this.say(state, message, node);
    this.ending.abort();
    clearTimeout(this.timer);
    this.viewers.close();
    this.parts.onEnd();
  }

  private async live(): Promise<void> {
    const { signal } = this.ending;
    for (let pause = 250; !signal.aborted; pause = Math.min(pause * 2, 3_000)) {
      const trouble = await this.once();
      if (signal.aborted) return;
      if (!trouble) return this.end('All events were read.');
      if (!trouble.passes) return this.end(trouble.message, 'failed', trouble.node);
      this.say('recovering', trouble.message, trouble.node);
      do await sleep(pause, undefined, { signal }).catch(() => {});
      while (this.trouble && !signal.aborted);
    }
  }

  /** @returns why it ended; undefined when all was read */
  private async once(): Promise<PreviewFailure | undefined> {
    this.restart = new AbortController();
    const signal = AbortSignal.any([this.ending.signal, this.restart.signal]);
    // A job that has failed has no counters any more, and another takes its place.
    const over = new AbortController();
    let taken = () => {};
    try {
      taken = await this.parts.slots.take(signal, (message) => this.say('starting', message, null));
      await attempt(
        this.parts.pool,
        this.plan.query,
        signal,
        {
          named: (jobName) => {
            this.jobName = jobName;
          },
          started: (jobId) => {
            taken();
            if (this.starts++ > 0) this.begin();
            if (jobId !== undefined) this.follows(jobId, AbortSignal.any([signal, over.signal]));
            if (!this.trouble) this.say('running', 'Live', null);
          },
          rows: (rows) => this.take(rows),
        },
        this.parts.pause,
      );
      return undefined;
    } catch (error) {
      if (this.ending.signal.aborted) return undefined;
      if (this.restart.signal.aborted) return { passes: true, message: 'The topic is there again.', node: null };
      return previewFailure(error, this.plan.facts, this.plan.query.query);
    } finally {
      over.abort();
      taken();
    }
  }

  private follows(jobId: string, signal: AbortSignal): void {
    void this.accounts.follow(jobId, signal).catch(this.parts.report);
    const slot = {
      jobManager: this.parts.jobManager,
      waits: (message: string) => {
        // A topic or a broker that is away is the graver news.
        if (!this.trouble) this.say('starting', `${message} ${beginsByItself}`, null);
      },
      begins: () => {
        if (this.state.state === 'starting') this.say('running', 'Live', null);
      },
    };
    void watchSlot(slot, jobId, signal).catch(this.parts.report);
  }

  private take(rows: readonly ResultRow[]): void {
    const now = Date.now();
    for (const row of rows) {
      const read = readRow(row, this.plan.query.ports, now);
      const ahead = this.farAhead.look(read.row, this.plan.query.ports[Number(row.fields[0])] as PreviewPort, now);
      if (ahead) this.notice(ahead);
      this.batch.add(read);
    }
    this.schedule(now);
    if (this.trouble?.kind !== 'missing') return;
    // The job has found the topic before the watch has.
    this.trouble = undefined;
    this.say('running', 'Live', null);
  }

  /** From the start again: what was counted so far will be read again or has passed. */
  private begin(): void {
    this.batch = new ResultBuffer(this.ports);
    this.farAhead = this.watchTimes();
    this.counts = { kind: 'counts', nodes: {} };
    this.notices = new Notices();
    this.viewers.tell(this.portsEvent());
  }

  private watchTimes(): FarAhead {
    return new FarAhead(new Set(this.plan.topics.filter((t) => t.role === 'source').map((t) => t.node)));
  }

  private notice(found: Diagnostic): void {
    const diagnostic = { ...found, message: redact(found.message) };
    this.notices.add(diagnostic);
    this.viewers.tell(noticeEvent(diagnostic));
  }

  private async watch(): Promise<void> {
    const events: WatchEvents = {
      trouble: (trouble) => {
        const before = this.trouble;
        this.trouble = trouble;
        if (trouble) this.say('recovering', trouble.message, trouble.node);
        // Flink does not notice that a topic was made anew; a broker that comes back it does.
        else if (before?.kind === 'missing') this.restart.abort();
        else if (this.state.state === 'recovering') this.say('running', 'Live', null);
      },
      notice: (found) => this.notice(found),
      watermarkOf: (node) => this.batch.watermarkOf(node),
    };
    await watchTopics(this.parts.clients, this.plan.topics, this.ending.signal, events, this.plan.windows);
  }

  /** The first rows at once, the others in batches. */
  private schedule(now: number): void {
    if (this.timer) return;
    const wait = Math.max(0, this.lastBatch + batchEvery - now);
    if (wait === 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), wait);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lastBatch = Date.now();
    this.viewers.tell(this.batch.take());
  }

  private say(state: StateEvent['state'], message: string, node: string | null): void {
    const clean = redact(message);
    if (this.state.state === state && this.state.message === clean) return;
    this.state = { kind: 'state', state, message: clean, node };
    this.viewers.tell(this.state);
  }

  private portsEvent(): PreviewEvent {
    const ports = Object.fromEntries(this.plan.query.ports.map((p) => [p.key, p.columns.map((c) => ({ ...c }))]));
    return { kind: 'ports', ports };
  }
}

const noticeEvent = (diagnostic: Diagnostic) => ({ kind: 'notice', diagnostic }) as PreviewEvent;
