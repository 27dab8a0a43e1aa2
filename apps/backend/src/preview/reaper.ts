import { FlinkUnreachable, type JobManager } from '@headrace/flink';
import { jobPrefix } from './pool.ts';

const every = 60_000;

/**
 * Cancels jobs of previews that nobody looks at: those of a process that was killed, and those whose end was asked for while
 * Flink was away.
 */
export class Reaper {
  private readonly jobManager: JobManager;
  private readonly isOurs: (jobName: string) => boolean;
  private readonly report: (error: unknown) => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(jobManager: JobManager, isOurs: (jobName: string) => boolean, report: (error: unknown) => void) {
    this.jobManager = jobManager;
    this.isOurs = isOurs;
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
    const jobs = await this.jobManager.jobs();
    const orphans = jobs.filter((j) => j.name.startsWith(jobPrefix) && j['end-time'] < 0 && !this.isOurs(j.name));
    for (const { jid } of orphans) await this.jobManager.cancel(jid);
    return orphans.map((j) => j.name);
  }
}
