import * as z from 'zod';
import { empty, Name, route, stream } from '../route.ts';
import { FlowSummary } from './flows.ts';
import { PreviewEvent } from './previews.ts';
import { Run } from './runs.ts';

export const StreamOpened = z
  .object({ id: z.string() })
  .meta({ id: 'StreamOpened', description: 'The id of an event stream, for asking for previews on it.' });
export type StreamOpened = z.infer<typeof StreamOpened>;

export const ViewersRequest = z
  .object({
    viewers: z
      .array(z.string().max(64))
      .max(1000)
      .describe('Names that the browser gives to the pages that begin to look.'),
  })
  .meta({ id: 'ViewersRequest' });
export type ViewersRequest = z.infer<typeof ViewersRequest>;

export const PreviewDelivery = z
  .object({
    preview: z.string(),
    viewers: z
      .array(z.string())
      .exactOptional()
      .describe(
        'Present: a part of what these viewers get first (ports, state, rows so far). Absent: for all who got that.',
      ),
    event: PreviewEvent,
  })
  .meta({ id: 'PreviewDelivery', description: 'An event of a preview on the stream of a browser.' });
export type PreviewDelivery = z.infer<typeof PreviewDelivery>;

/** One stream for all that a browser shows; see docs/decisions/0012-one-stream-for-a-browser.md. */
export const events = {
  follow: route({
    method: 'GET',
    path: '/api/events',
    summary: 'Sends every change of flows and runs, and the previews that were asked for',
    answer: stream({ stream: StreamOpened, flow: FlowSummary, run: Run, preview: PreviewDelivery }),
    errors: [],
    permission: 'flow:read',
    limit: ['streamsOfPerson', 'streams', 'streamBytes'],
    audited: false,
  }),
  watch: route({
    method: 'PUT',
    path: '/api/events/{stream}/previews/{id}',
    summary: 'Has an event stream carry a preview',
    params: { stream: Name, id: Name },
    body: ViewersRequest,
    answer: empty,
    errors: ['events/not-found', 'preview/not-found'],
    permission: 'preview:use',
    limit: [],
    audited: false,
  }),
  leave: route({
    method: 'DELETE',
    path: '/api/events/{stream}/previews/{id}',
    summary: 'Has an event stream carry a preview no longer; it ends unless others follow it',
    params: { stream: Name, id: Name },
    answer: empty,
    errors: [],
    permission: 'preview:use',
    limit: [],
    audited: false,
  }),
};
