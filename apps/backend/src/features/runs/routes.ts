import type { runs as routes } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import { type Call, ContractError } from '@headrace/service';
import type { RunnableFlow, Runs } from './runs.ts';

/** The flows that runs are of. Throws when there is none, or when Flink must not work on it. */
export interface FlowsOfRuns {
  get(call: Call, id: string): Promise<RunnableFlow>;
  getTrusted(call: Call, id: string): Promise<RunnableFlow>;
}

export const runHandlers = (runs: Runs, flows: FlowsOfRuns): HandlersOf<typeof routes> => ({
  list: async ({ params: { id } }, call) => runs.ofFlow(call, (await flows.get(call, id)).id),
  async start({ params: { id }, body }, call) {
    const flow = await flows.getTrusted(call, id);
    if (body.version !== flow.version)
      throw new ContractError(
        'run/stale-version',
        'The flow has changed since you looked at it. Look at the newest version, then start it.',
      );
    return runs.start(call, flow, body);
  },
  stop: ({ params: { id }, body: { savepoint } }, call) => runs.stop(call, id, savepoint),
  trace: async ({ params: { id } }, call) => ({ trace: await runs.trace(call, id) }),
});
