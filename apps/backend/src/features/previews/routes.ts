import { isLastPreviewEvent, type previews as routes } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import { ContractError } from '@headrace/service';
import type { TrustedFlows } from '../../planner/trusted-flows.ts';
import { Preview } from './preview.ts';
import type { Previews } from './previews.ts';

export const previewHandlers = (previews: Previews, flows: TrustedFlows): HandlersOf<typeof routes> => ({
  async open({ body: { text, from, flow } }, call) {
    if (flow !== undefined) await flows.getTrusted(call, flow);
    const opened = await previews.open(call, { text, from, flow });
    if (opened instanceof Preview) return { id: opened.plan.id };
    if (opened.reason === 'planner-away')
      throw new ContractError(
        'preview/flink-away',
        'Flink does not answer, so there are no live events now. The preview starts by itself as soon as it does.',
        { retryAfter: 3 },
      );
    const fault = opened.diagnostics.find((d) => d.severity === 'error');
    throw new ContractError('preview/nothing-to-show', 'No node is ready to show events yet.', {
      detail: fault?.message,
    });
  },
  follow({ params: { id } }, call) {
    const preview = previews.get(call, id);
    return {
      listen: (push) => preview.join((event) => push({ event: event.kind, data: event })),
      mayDrop: ({ event }) => event === 'rows',
      isLast: ({ data }) => isLastPreviewEvent(data),
    };
  },
  leave: async ({ params: { id } }, call) => previews.leave(call, id),
});
