import { portOf } from '@headrace/topology';
import type { Host } from '../../support/network/host.ts';

/** What a pod reports to Prometheus. Asked by a pod of itself, it is got whatever the policies say. */
export async function reportOf(pod: Host, from: Host = pod): Promise<string> {
  const { url, close } = await from.forward(pod.address, portOf('taskmanager', 'metrics'));
  try {
    return await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5000) })).text();
  } finally {
    close();
  }
}

/**
 * Rows that the second half of a job has got, behind the shuffle: counted in the TaskManagers themselves, since the
 * JobManager may not be able to ask them.
 */
export async function rowsBehindTheShuffle(taskManagers: readonly Host[], job: string): Promise<number> {
  const reports = await Promise.all(taskManagers.map((host) => reportOf(host)));
  return reports.reduce((sum, text) => sum + rowsIn(text, job), 0);
}

/** Sums up `numRecordsIn` of a job's tasks that do not begin with a source. */
function rowsIn(report: string, job: string): number {
  const samples = report.matchAll(/^flink_taskmanager_job_task_numRecordsIn\{([^}]*)\} (\S+)$/gm);
  let sum = 0;
  for (const [, labels = '', value] of samples)
    if (labels.includes(`job_id="${job}"`) && !/task_name="Source/.test(labels)) sum += Number(value);
  return sum;
}
