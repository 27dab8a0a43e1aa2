import { randomUUID } from 'node:crypto';

const ofPreviews = 'headrace-preview-';
const ofRuns = 'headrace-run-';
/** Characters of a UUID. */
const idLength = 36;

/** By its name a run's job is found again, also when the process ended between submitting it and noting its id. */
export const runJobName = (runId: string): string => ofRuns + runId;

/** Whether a job is one of a run, of this installation or another. */
export const isRunJob = (name: string): boolean => name.startsWith(ofRuns);

/** Whether a job is one of a preview, of this installation or another. */
export const isPreviewJob = (name: string): boolean => name.startsWith(ofPreviews);

/**
 * The names of the jobs of an installation's previews. A name tells which backend submitted the job, also when that backend is
 * gone; other installations on the same Flink see that it is not theirs.
 */
export class PreviewJobs {
  private readonly prefix: string;
  private readonly backend: string;

  /** @param installation its id, which no other installation's begins with; @param backend the id of this process */
  constructor(installation: string, backend: string) {
    this.prefix = `${ofPreviews}${installation}-`;
    this.backend = backend;
  }

  newName(): string {
    return `${this.prefix}${this.backend}-${randomUUID()}`;
  }

  /** Whether a job is one of a preview of this backend. */
  isOwn(name: string): boolean {
    return this.backendOf(name) === this.backend;
  }

  /**
   * The backend that submitted a job; undefined when it is no preview of this installation. Empty for names of earlier versions,
   * which named none.
   */
  backendOf(name: string): string | undefined {
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length, -idLength - 1) : undefined;
  }
}
