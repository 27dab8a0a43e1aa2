import { FlinkUnreachable, type JobManager, type JobOverview } from '@headrace/flink';
import type { PreviewJobs } from '../../flink/job-names.ts';

export interface OrphanJobsParts {
  readonly jobManager: Pick<JobManager, 'jobs' | 'cancel'>;
  readonly names: PreviewJobs;
  /** Whether a job is one of a preview that is open in this process. */
  readonly isOpen: (jobName: string) => boolean;
  /** The ids of the backends that share the store and live. */
  readonly living: () => Promise<ReadonlySet<string>>;
  readonly onError: (error: unknown) => void;
}

const every = 10_000;

/**
 * Cancels jobs of this installation's previews that nobody looks at: those of a backend that is gone, and those of this one
 * whose end was asked for while Flink was away.
 */
export class OrphanJobs {
  private readonly parts: OrphanJobsParts;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: OrphanJobsParts) {
    this.parts = parts;
  }

  /** Looks now and from then on; soon again while Flink is not there. */
  async start(): Promise<void> {
    let pause = every;
    try {
      await this.cancel();
    } catch (error) {
      if (error instanceof FlinkUnreachable) pause = 2_000;
      else this.parts.onError(error);
    }
    this.timer = setTimeout(() => void this.start(), pause).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** @returns the names of the jobs that were cancelled */
  async cancel(): Promise<string[]> {
    const { jobManager, living } = this.parts;
    const jobs = await jobManager.jobs();
    // Asked for afterwards: whoever submitted one of these jobs was alive before.
    const orphans = orphansOf(jobs, await living(), this.parts);
    for (const { jid } of orphans) await jobManager.cancel(jid);
    return orphans.map((job) => job.name);
  }
}

/** The jobs at work that are previews of this installation and that no backend shows. */
export function orphansOf(
  jobs: readonly JobOverview[],
  living: ReadonlySet<string>,
  { names, isOpen }: Pick<OrphanJobsParts, 'names' | 'isOpen'>,
): JobOverview[] {
  return jobs.filter(({ name, 'end-time': ended }) => {
    const backend = names.backendOf(name);
    if (backend === undefined || ended >= 0) return false;
    return names.isOwn(name) ? !isOpen(name) : !living.has(backend);
  });
}
