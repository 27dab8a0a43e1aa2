import { CheckRequest, type CheckResult } from '@headrace/api';
import type { ConnectionView } from '@headrace/flow';
import { type Gate, type PersonOf, redact } from '@headrace/http';
import { Hono } from 'hono';
import type { Checker } from '../check/checker.ts';
import type { Flows } from '../flows/flows.ts';
import { body } from './body.ts';

/** `POST /check` answers as soon as types are known; `POST /check?plan=true` also asks how it would be executed. */
export function checkRoutes(
  checker: Checker,
  flows: Flows,
  connections: () => readonly ConnectionView[],
  checks: Gate,
  personOf: PersonOf,
): Hono {
  const app = new Hono();
  app.get('/connections', (c) => c.json(connections()));
  app.post('/check', async (c) => {
    const { text, flow } = await body(c, CheckRequest);
    if (flow !== undefined) await flows.getTrusted(flow);
    const plan = c.req.query('plan') === 'true';
    const { diagnostics, ports, planner } = await checks.during(personOf(c), () =>
      checker.check(text, { plan, newestOnly: true, signal: c.req.raw.signal }),
    );
    // Some are in the planner's own words, which may quote options of tables.
    const clean = diagnostics.map((d) => ({ ...d, message: redact(d.message) }));
    // The contract's types are the same, but not readonly.
    return c.json({ diagnostics: clean, ports, planner } as CheckResult);
  });
  return app;
}
