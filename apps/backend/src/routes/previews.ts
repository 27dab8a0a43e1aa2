import { type PreviewEvent, PreviewRequest } from '@headrace/api';
import type { Gate, PersonOf } from '@headrace/http';
import { Hono } from 'hono';
import type { Flows } from '../flows/flows.ts';
import { Preview } from '../preview/preview.ts';
import type { Previews } from '../preview/previews.ts';
import { refuse, refuseForNow } from '../refuse.ts';
import { body } from './body.ts';
import type { EventStreams } from './events.ts';

export interface PreviewRouteParts {
  readonly previews: Previews;
  readonly flows: Flows;
  readonly streams: EventStreams;
  /** Opening a preview checks the flow. */
  readonly checks: Gate;
  readonly personOf: PersonOf;
}

export function previewRoutes({ previews, flows, streams, checks, personOf }: PreviewRouteParts): Hono {
  const app = new Hono();
  app.post('/previews', async (c) => {
    const { text, from, flow } = await body(c, PreviewRequest);
    if (flow !== undefined) await flows.getTrusted(flow);
    const person = personOf(c);
    const opened = await checks.during(person, () => previews.open(text, from, person));
    if (opened instanceof Preview) return c.json({ id: opened.plan.id }, 201);
    if (opened.reason === 'planner-away')
      refuseForNow(
        'preview/flink-away',
        'Flink does not answer, so there are no live events now. The preview starts by itself as soon as it does.',
        3,
      );
    const fault = opened.diagnostics.find((d) => d.severity === 'error');
    refuse(422, 'preview/nothing-to-show', 'No node is ready to show events yet.', fault?.message);
  });
  app.get('/previews/:id/events', (c) => {
    const preview = findPreview(previews, c.req.param('id'));
    return streams.answer(c, {
      listen: (push) => preview.join((event) => push({ event: event.kind, data: event })),
      mayDrop: ({ event }) => event === 'rows',
      isLast: ({ data }) => isEnd(data as PreviewEvent),
    });
  });
  app.delete('/previews/:id', (c) => {
    previews.get(c.req.param('id'))?.leave();
    return c.body(null, 204);
  });
  return app;
}

/** @throws ProblemError when it has ended */
export function findPreview(previews: Pick<Previews, 'get'>, id: string): Preview {
  return previews.get(id) ?? refuse(404, 'preview/not-found', 'This preview has ended. Start it again.');
}

/** Whether nothing comes after this event. */
export function isEnd(event: PreviewEvent): boolean {
  return event.kind === 'state' && (event.state === 'ended' || event.state === 'failed');
}
