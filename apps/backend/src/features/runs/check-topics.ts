import type { Clusters } from '../../kafka/clusters.ts';
import { topicProblem } from '../../kafka/topics.ts';
import type { FlowResources } from '../../reading/flow-resources.ts';
import type { RunTable } from '../../store/tables.ts';
import { readFailure, toStored } from './failure.ts';

/**
 * Flink calls a job RUNNING while it waits for a broker that is away or a topic that has gone.
 * @returns what this changes in the record of a running run
 */
export async function checkTopics(clusters: Clusters, row: RunTable): Promise<Partial<RunTable>> {
  const facts = JSON.parse(row.facts_json) as FlowResources;
  const trouble = await topicProblem(clusters, facts.tables);
  if (trouble) {
    return { failure_json: toStored({ sentence: trouble.sentence, node: trouble.node, trace: '' }) };
  }
  // A failure with a trace is Flink's and stays; one without was said here and has passed.
  const said = row.failure_json === null ? null : readFailure(row.failure_json);
  return said?.trace === '' ? { failure_json: null } : {};
}
