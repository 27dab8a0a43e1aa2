import { RunRequest } from '@headrace/api';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Hub } from '../events/hub.ts';
import type { Flows } from '../flows/flows.ts';
import { refuse } from '../refuse.ts';
import type { Runs } from '../run/runs.ts';
import { body } from './body.ts';
import { eventStream } from './events.ts';

const StopRequest = z.object({ savepoint: z.boolean() });

export function runRoutes(runs: Runs, flows: Flows, hub: Hub): Hono {
  const app = new Hono();
  app.get('/flows/:id/runs', async (c) => c.json(await runs.ofFlow((await flows.get(c.req.param('id'))).id)));
  app.post('/flows/:id/runs', async (c) => {
    const flow = await flows.get(c.req.param('id'));
    const request = await body(c, RunRequest);
    if (request.version !== flow.version)
      refuse(
        409,
        'run/stale-version',
        'The flow has changed since you looked at it. Look at the newest version, then start it.',
      );
    return c.json(await runs.start(flow, request), 202);
  });
  app.post('/runs/:id/stop', async (c) => {
    const { savepoint } = await body(c, StopRequest);
    return c.json(await runs.stop(c.req.param('id'), savepoint), 202);
  });
  app.get('/events', (c) => eventStream(c, { listen: (push) => hub.listen(push) }));
  return app;
}
