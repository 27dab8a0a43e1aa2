import { RunRequest, type RunTrace } from '@headrace/api';
import type { Gate, PersonOf, RoleOf } from '@headrace/http';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Flows } from '../flows/flows.ts';
import { refuse } from '../refuse.ts';
import type { Runs } from '../run/runs.ts';
import { body } from './body.ts';

const StopRequest = z.object({ savepoint: z.boolean() });

export interface RunRouteParts {
  readonly runs: Runs;
  readonly flows: Flows;
  /** A start checks the flow. */
  readonly checks: Gate;
  readonly personOf: PersonOf;
  readonly roleOf: RoleOf;
}

export function runRoutes({ runs, flows, checks, personOf, roleOf }: RunRouteParts): Hono {
  const app = new Hono();
  app.get('/flows/:id/runs', async (c) => c.json(await runs.ofFlow((await flows.get(c.req.param('id'))).id)));
  app.post('/flows/:id/runs', async (c) => {
    const flow = await flows.getTrusted(c.req.param('id'));
    const request = await body(c, RunRequest);
    if (request.version !== flow.version)
      refuse(
        409,
        'run/stale-version',
        'The flow has changed since you looked at it. Look at the newest version, then start it.',
      );
    return c.json(await checks.during(personOf(c), () => runs.start(flow, request)), 202);
  });
  app.post('/runs/:id/stop', async (c) => {
    const { savepoint } = await body(c, StopRequest);
    return c.json(await runs.stop(c.req.param('id'), savepoint), 202);
  });
  app.get('/runs/:id/trace', async (c) => {
    if (roleOf(c) !== 'administrator')
      refuse(403, 'run/trace-not-allowed', 'Only administrators see the trace of a failure. Ask one of them.');
    return c.json({ trace: await runs.trace(c.req.param('id')) } satisfies RunTrace);
  });
  return app;
}
