import { randomUUID } from 'node:crypto';

const any = 'headrace-preview-';
const ofRuns = 'headrace-run-';

/** By its name a run's job is found again, also when the process ended between submitting it and noting its id. */
export const runJobName = (runId: string): string => ofRuns + runId;

/** Whether a job is one of a run, of this installation or another. */
export const isRunJob = (name: string): boolean => name.startsWith(ofRuns);

/** Whether a job is one of a preview, of this installation or another. */
export const isPreviewJob = (name: string): boolean => name.startsWith(any);

/**
 * The names of the jobs of an installation's previews. By its name a job is recognised, also by the process that comes after
 * the one that submitted it, and by other installations on the same Flink as not theirs.
 */
export class PreviewJobs {
  private readonly prefix: string;

  /** @param installation its id, which no other installation's begins with */
  constructor(installation: string) {
    this.prefix = `${any}${installation}-`;
  }

  newName(): string {
    return this.prefix + randomUUID();
  }

  includes(name: string): boolean {
    return name.startsWith(this.prefix);
  }
}
