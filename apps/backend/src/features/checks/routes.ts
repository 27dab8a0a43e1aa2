import type { checks } from '@headrace/api';
import { redact } from '@headrace/http';
import type { HandlersOf } from '@headrace/http/bind';
import type { Checker } from '../../planner/checker.ts';
import type { Flows } from '../flows/flows.ts';

export const checkHandlers = (checker: Checker, flows: Flows): HandlersOf<typeof checks> => ({
  async check({ body: { text, flow }, query: { plan } }, { signal }) {
    if (flow !== undefined) await flows.getTrusted(flow);
    const { diagnostics, ports, planner } = await checker.check(text, { plan, newestOnly: true, signal });
    // Some are in the planner's own words, which may quote options of tables.
    return { diagnostics: diagnostics.map((d) => ({ ...d, message: redact(d.message) })), ports, planner };
  },
});
