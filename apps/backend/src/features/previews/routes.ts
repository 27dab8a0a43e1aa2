import type { PreviewEvent, previews as routes, Sent } from '@headrace/api';
import { type HandlersOf, refuse } from '@headrace/http/bind';
import type { Flows } from '../flows/flows.ts';
import { Preview } from './preview.ts';
import type { Previews } from './previews.ts';

export const previewHandlers = (previews: Previews, flows: Flows): HandlersOf<typeof routes> => ({
  async open({ body: { text, from, flow } }, { actor }) {
    if (flow !== undefined) await flows.getTrusted(flow);
    const opened = await previews.open(text, from, actor.id);
    if (opened instanceof Preview) return { id: opened.plan.id };
    if (opened.reason === 'planner-away')
      refuse(
        'preview/flink-away',
        'Flink does not answer, so there are no live events now. The preview starts by itself as soon as it does.',
        { retryAfter: 3 },
      );
    const fault = opened.diagnostics.find((d) => d.severity === 'error');
    return refuse('preview/nothing-to-show', 'No node is ready to show events yet.', { detail: fault?.message });
  },
  follow({ params: { id } }) {
    const preview = findPreview(previews, id);
    return {
      listen: (push) => preview.join((event) => push({ event: event.kind, data: event })),
      mayDrop: ({ event }) => event === 'rows',
      isLast: ({ data }) => isEnd(data),
    };
  },
  async leave({ params: { id } }) {
    previews.get(id)?.leave();
  },
});

/** @throws ProblemError when it has ended */
export function findPreview(previews: Pick<Previews, 'get'>, id: string): Preview {
  return previews.get(id) ?? refuse('preview/not-found', 'This preview has ended. Start it again.');
}

/** Whether nothing comes after this event. */
export function isEnd(event: Sent<typeof PreviewEvent>): boolean {
  return event.kind === 'state' && (event.state === 'ended' || event.state === 'failed');
}
