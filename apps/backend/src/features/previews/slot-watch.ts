import { setTimeout as sleep } from 'node:timers/promises';
import { FlinkRefused, FlinkUnreachable, type JobManager, type Vertex } from '@headrace/flink';
import { slotsTaken, waitsForSlot } from '../../flink/slots-taken.ts';

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
