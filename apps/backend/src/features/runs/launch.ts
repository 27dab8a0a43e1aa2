import { Session, type SqlGateway } from '@headrace/flink';
import { type Compiled, runStatements, type StartFrom } from '@headrace/flow';
import type { Clients } from '../../outside/clients.ts';
import { createResources, resourceProblem } from '../../outside/resources.ts';
import { topicUses } from '../../reading/flow-resources.ts';
import { runProperties, type StateFolders } from './properties.ts';

export interface Launch {
  readonly runId: string;
  /** Compiled with the planner's types and without faults. */
  readonly compiled: Compiled;
  readonly from: StartFrom;
  /** Savepoint or checkpoint to go on from. */
  readonly resume: string | undefined;
}

/** A run that cannot begin, in a sentence. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  readonly node: string | null;

  constructor(message: string, node: string | null) {
    super(message);
    this.node = node;
  }
}

/** Planning and submitting a large flow takes some seconds; longer than this it has failed. */
const longest = 120_000;

/**
 * Creates the topics that the flow is to create, and submits its job.
 * @returns the job's id
 * @throws LaunchError; FlinkRefused; FlinkUnreachable, after which the job may exist all the same
 */
export async function launch(
  gateway: SqlGateway,
  clients: Clients,
  folders: StateFolders,
  { runId, compiled, from, resume }: Launch,
): Promise<string> {
  const { setup, statementSet } = runStatements(compiled, from);
  if (!statementSet)
    throw new LaunchError('The flow has no destination yet. Add one, so that a run has something to write.', null);
  await prepareTopics(clients, compiled);
  const signal = AbortSignal.timeout(longest);
  const session = new Session(gateway, { properties: runProperties(runId, folders, resume) });
  try {
    for (const statement of setup) await session.configure(statement.text, signal);
    const operation = await session.submit(statementSet.text, signal);
    return await operation.jobId({ signal });
  } finally {
    // The job goes on without the session.
    void session.close();
  }
}

async function prepareTopics(clients: Clients, compiled: Compiled): Promise<void> {
  const facts = topicUses(compiled);
  const sources = await resourceProblem(
    clients,
    facts.filter((f) => f.role === 'source'),
  );
  if (sources) throw new LaunchError(sources.message, sources.node);
  const refused = await createResources(clients, facts);
  if (refused) throw new LaunchError(refused.message, refused.node);
  const sinks = await resourceProblem(
    clients,
    facts.filter((f) => f.role === 'sink'),
  );
  if (sinks) throw new LaunchError(sinks.message, sinks.node);
}
