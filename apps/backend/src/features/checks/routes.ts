import type { checks } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import { redact } from '@headrace/service';
import type { Checker } from '../../planner/checker.ts';
import type { TrustedFlows } from '../../planner/trusted-flows.ts';

export const checkHandlers = (checker: Checker, flows: TrustedFlows): HandlersOf<typeof checks> => ({
  async check({ body: { text, flow }, query: { plan } }, call) {
    if (flow !== undefined) await flows.getTrusted(call, flow);
    const checked = await checker.check(text, { plan, newestOnly: true, signal: call.signal });
    // Some are in the planner's own words, which may quote options of tables.
    const diagnostics = checked.diagnostics.map((d) => ({ ...d, message: redact(d.message) }));
    return { diagnostics, ports: checked.ports, planner: checked.planner };
  },
});
