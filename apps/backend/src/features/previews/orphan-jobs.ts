import { FlinkUnreachable, type JobManager, type JobOverview } from '@headrace/flink';
import type { PreviewJobs } from '../../flink/job-names.ts';

const every = 60_000;

/**
 * Cancels jobs of this installation's previews that nobody looks at: those of a process that was killed, and those whose end
 * was asked for while Flink was away.
 */
export class OrphanJobs {
  private readonly jobManager: JobManager;
  private readonly names: PreviewJobs;
  private readonly isWatched: (jobName: string) => boolean;
  private readonly report: (error: unknown) => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    jobManager: JobManager,
    names: PreviewJobs,
    isWatched: (jobName: string) => boolean,
    report: (error: unknown) => void,
  ) {
    this.jobManager = jobManager;
    this.names = names;
    this.isWatched = isWatched;
    this.report = report;
  }

  /** Looks now and from then on; soon again while Flink is not there. */
  async start(): Promise<void> {
    let pause = every;
    try {
      await this.reap();
    } catch (error) {
      if (error instanceof FlinkUnreachable) pause = 2_000;
      else this.report(error);
    }
    this.timer = setTimeout(() => void this.start(), pause).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** @returns the names of the jobs that were cancelled */
  async reap(): Promise<string[]> {
    const orphans = orphansOf(await this.jobManager.jobs(), this.names, this.isWatched);
    for (const { jid } of orphans) await this.jobManager.cancel(jid);
    return orphans.map((j) => j.name);
  }
}

/** The jobs at work that are previews of an installation and that none of its processes looks at. */
export function orphansOf(
  jobs: readonly JobOverview[],
  names: PreviewJobs,
  isWatched: (jobName: string) => boolean,
): JobOverview[] {
  return jobs.filter(({ name, 'end-time': ended }) => names.includes(name) && ended < 0 && !isWatched(name));
}
