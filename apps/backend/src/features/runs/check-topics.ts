import type { Clients } from '../../outside/clients.ts';
import { resourceProblem } from '../../outside/resources.ts';
import { ownFailure } from './failure.ts';
import type { RunFields, RunRecord } from './run-record.ts';

/**
 * Flink calls a job RUNNING while it waits for a broker that is away or a topic that has gone.
 * @returns what this changes of a running run
 */
export async function checkTopics(clients: Clients, { resources, failure }: RunRecord): Promise<Partial<RunFields>> {
  const problem = await resourceProblem(clients, resources.tables);
  if (problem) return { failure: ownFailure(problem.message, problem.node) };
  // A failure with a trace is Flink's and stays; one without was noted here and has passed.
  return failure?.trace === '' ? { failure: null } : {};
}
