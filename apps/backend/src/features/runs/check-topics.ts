import type { Clusters } from '../../kafka/clusters.ts';
import { topicProblem } from '../../kafka/topics.ts';
import { ownFailure } from './failure.ts';
import type { RunFields, RunRecord } from './run-record.ts';

/**
 * Flink calls a job RUNNING while it waits for a broker that is away or a topic that has gone.
 * @returns what this changes of a running run
 */
export async function checkTopics(clusters: Clusters, { resources, failure }: RunRecord): Promise<Partial<RunFields>> {
  const problem = await topicProblem(clusters, resources.tables);
  if (problem) return { failure: ownFailure(problem.sentence, problem.node) };
  // A failure with a trace is Flink's and stays; one without was noted here and has passed.
  return failure?.trace === '' ? { failure: null } : {};
}
