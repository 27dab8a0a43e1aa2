import type { JobManager, JobOverview } from '@headrace/flink';
import { slotsTaken } from '../../flink/slots-taken.ts';

const waits = 'This run waits for a slot. ';

/**
 * The notice of a run, which says when its job has no slot: Flink shows such a job as running for minutes and then lets it fail.
 * @param notice what the run's notice is now; one about slots goes when the job has them
 * @param isWaiting whether a part of the job waits for a slot
 */
export async function slotNotice(
  jobManager: Pick<JobManager, 'overview'>,
  notice: string | null,
  isWaiting: boolean,
  jobs: readonly JobOverview[],
): Promise<string | null> {
  const before = notice?.startsWith(waits) ? null : notice;
  if (!isWaiting) return before;
  const { 'slots-available': available, 'slots-total': total } = await jobManager.overview();
  if (available > 0) return before;
  return `${waits}${slotsTaken(total, jobs)} It begins by itself when one is free; Flink gives up after five minutes, or after its slot.request.timeout.`;
}
