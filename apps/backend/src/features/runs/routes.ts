import type { runs as routes } from '@headrace/api';
import { type HandlersOf, refuse } from '@headrace/http/bind';
import type { Flows } from '../flows/flows.ts';
import type { Runs } from './runs.ts';

export const runHandlers = (runs: Runs, flows: Flows): HandlersOf<typeof routes> => ({
  list: async ({ params: { id } }) => runs.ofFlow((await flows.get(id)).id),
  async start({ params: { id }, body }) {
    const flow = await flows.getTrusted(id);
    if (body.version !== flow.version)
      refuse(
        'run/stale-version',
        'The flow has changed since you looked at it. Look at the newest version, then start it.',
      );
    return runs.start(flow, body);
  },
  stop: ({ params: { id }, body: { savepoint } }) => runs.stop(id, savepoint),
  trace: async ({ params: { id } }) => ({ trace: await runs.trace(id) }),
});
