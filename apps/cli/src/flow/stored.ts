import type { FlowSummary, Run } from '@headrace/api';
import { nearest } from '@headrace/flow';
import { UserError } from '@headrace/text';
import type { Server } from './server.ts';

/** The stored flows that are not in the bin, newest change first. */
export async function storedFlows({ api }: Server): Promise<FlowSummary[]> {
  return (await api.flows.list()).filter((f) => f.deletedAt === null);
}

/** The stored flow of a name or an id. @throws UserError when there is none */
export async function storedFlow(name: string, server: Server): Promise<FlowSummary> {
  const flows = await storedFlows(server);
  const found = flows.find((f) => f.name === name) ?? flows.find((f) => f.id === name);
  if (found) return found;
  const guess = nearest(
    name,
    flows.map((f) => f.name),
  );
  const hint = guess === undefined ? 'headrace flow list shows what there is.' : `Did you mean '${guess}'?`;
  throw new UserError(`There is no stored flow '${name}'. ${hint}`, 'flow/not-found');
}

/** The runs of a flow, newest first. */
export const runsOf = (id: string, { api }: Server): Promise<Run[]> => api.runs.list({ params: { id } });

/** Whether a run is under way: it can be stopped, and no other can be started. */
export const isActive = ({ state }: Run): boolean => !['stopped', 'failed', 'finished'].includes(state);
