import { setTimeout as sleep } from 'node:timers/promises';
import { FlinkRefused, FlinkUnreachable, type JobManager, type Vertex } from '@headrace/flink';
import { slotsTaken, waitsForSlot } from '../../flink/slots-taken.ts';

export const beginsByItself = 'This preview begins by itself when one is free.';

export interface SlotsParts {
  readonly jobManager: Pick<JobManager, 'overview' | 'jobs'>;
  /** Between two looks while there is none, ms. */
  readonly pause?: number;
  /** How long a slot that was given counts as taken before Flink shows it so, ms. */
  readonly settle?: number;
}

/**
 * The slots of Flink, for previews: each needs one. A job without a slot would wait in Flink, unseen, and fail after minutes;
 * so previews wait here, in their order, and are told for what.
 */
export class Slots {
  private readonly parts: SlotsParts;
  /** Ends when the one who came last has its slot. */
  private last: Promise<void> = Promise.resolve();
  /** Given, and perhaps not yet seen as taken. */
  private given = 0;
  private message: string | undefined;

  constructor(parts: SlotsParts) {
    this.parts = parts;
  }

  /**
   * Waits until a slot is free. While Flink does not answer there is nothing to wait for: the job's submission tells.
   * @param waits is told for what, when it has to be waited
   * @returns says that the slot is taken, or no longer needed
   * @throws the signal's reason
   */
  async take(signal: AbortSignal, waits: (message: string) => void): Promise<() => void> {
    const before = this.last;
    let done = () => {};
    const own = new Promise<void>((resolve) => {
      done = resolve;
    });
    this.last = before.then(() => own);
    try {
      if (this.message !== undefined) waits(this.message);
      await Promise.race([before, aborted(signal)]);
      while (!(await this.isFree())) {
        if (this.message !== undefined) waits(this.message);
        await sleep(this.parts.pause ?? 100, undefined, { signal });
      }
      signal.throwIfAborted();
      return this.give();
    } finally {
      done();
    }
  }

  private give(): () => void {
    this.given++;
    let isGiven = true;
    return () => {
      if (!isGiven) return;
      isGiven = false;
      setTimeout(() => this.given--, this.parts.settle ?? 100).unref();
    };
  }

  private async isFree(): Promise<boolean> {
    const { jobManager } = this.parts;
    try {
      const { 'slots-available': available, 'slots-total': total } = await jobManager.overview();
      const isFree = available > this.given;
      this.message = isFree ? undefined : `${slotsTaken(total, await jobManager.jobs())} ${beginsByItself}`;
      return isFree;
    } catch (error) {
      if (!(error instanceof FlinkUnreachable)) throw error;
      this.message = undefined;
      return true;
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

export interface SlotWatchParts {
  readonly jobManager: Pick<JobManager, 'job' | 'jobs' | 'overview'>;
  /** The job waits; is told for what. */
  readonly waits: (message: string) => void;
  /** The job has a slot after all. */
  readonly begins: () => void;
  /** Between two looks, ms; the first comes after one pause, for Flink to deploy what has a slot. */
  readonly pause?: number;
}

/**
 * Watches a job until each task of it has a slot. `Slots` lets a preview begin only while one is free, but a run that comes back,
 * or somebody else's job, may take it in between; Flink shows such a job as running.
 */
export async function watchSlot(
  { jobManager, waits, begins, pause = 1_000 }: SlotWatchParts,
  jobId: string,
  signal: AbortSignal,
): Promise<void> {
  let hasWaited = false;
  while (!signal.aborted) {
    await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    const found = await look();
    if (signal.aborted) return;
    if (found === 'begun') {
      if (hasWaited) begins();
      return;
    }
    if (found === undefined) continue;
    hasWaited = true;
    waits(found.message);
  }

  /** Undefined where nothing can be said: Flink does not answer, or is about to deploy it. */
  async function look(): Promise<'begun' | { readonly message: string } | undefined> {
    try {
      const job = await jobManager.job(jobId, signal);
      if (!job || job['end-time'] > 0 || job.vertices.every(hasBegun)) return 'begun';
      if (!job.vertices.some(waitsForSlot)) return undefined;
      const { 'slots-available': available, 'slots-total': total } = await jobManager.overview(signal);
      if (available > 0) return undefined;
      const others = (await jobManager.jobs(signal)).filter(({ jid }) => jid !== jobId);
      return { message: slotsTaken(total, others) };
    } catch (error) {
      if (signal.aborted || error instanceof FlinkUnreachable || error instanceof FlinkRefused) return undefined;
      throw error;
    }
  }
}

/** Tasks that have a slot are deployed at once. */
const hasBegun = ({ status, tasks }: Vertex): boolean => status !== 'CREATED' && (tasks.SCHEDULED ?? 0) === 0;
