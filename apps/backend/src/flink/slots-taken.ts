import type { JobOverview, Vertex } from '@headrace/flink';
import { isPreviewJob, isRunJob } from './job-names.ts';

/**
 * By what the slots of Flink are taken, in a sentence.
 * @param jobs all jobs that Flink knows
 */
export function slotsTaken(total: number, jobs: readonly JobOverview[]): string {
  if (total === 0) return 'Flink has no slots yet.';
  const atWork = jobs.filter((j) => j['end-time'] < 0);
  const previews = atWork.filter((j) => isPreviewJob(j.name)).length;
  const runs = atWork.filter((j) => isRunJob(j.name)).length;
  const others = atWork.length - previews - runs;
  const list = [counted(previews, 'preview'), counted(runs, 'run'), counted(others, 'other job')];
  const taken = total === 1 ? 'The only slot of Flink is taken' : `All ${total} slots of Flink are taken`;
  return `${taken}, by ${list.filter((c) => c !== '').join(', ')}.`;
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Whether a task of this part of a job has no slot yet. */
export const waitsForSlot = ({ tasks }: Pick<Vertex, 'tasks'>): boolean => (tasks.SCHEDULED ?? 0) > 0;
