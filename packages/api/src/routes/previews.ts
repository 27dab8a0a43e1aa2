import * as z from 'zod';
import { DiagnosticSchema, PortColumns } from '../diagnostic.ts';
import { empty, json, Name, route, type Sent, stream } from '../route.ts';
import { CheckRequest } from './checks.ts';
import { Counts } from './counts.ts';
import { StartFrom } from './runs.ts';

export const PreviewRequest = CheckRequest.extend({ from: StartFrom }).meta({ id: 'PreviewRequest' });
export type PreviewRequest = z.infer<typeof PreviewRequest>;

const kinds = [
  z
    .object({ kind: z.literal('ports'), ports: z.record(z.string(), PortColumns) })
    .describe(
      'First: the columns of each port shown, in the order of the fields of rows. Comes again when the job was started again: all rows so far are void.',
    ),
  z.object({
    kind: z.literal('state'),
    state: z.enum(['starting', 'running', 'ended', 'failed', 'recovering']),
    message: z.string(),
    node: z.string().nullable(),
  }),
  z
    .object({
      kind: z.literal('rows'),
      rows: z.array(
        z.object({
          port: z.string(),
          change: z.enum(['+I', '-U', '+U', '-D']),
          fields: z.array(z.string().nullable()).describe('Texts; null is NULL of SQL, nested values are JSON.'),
          cut: z
            .record(z.string(), z.int())
            .exactOptional()
            .describe('The whole length in characters of texts that were cut, by the index of their field.'),
          t: z.number().describe('When it arrived, in ms since the epoch.'),
        }),
      ),
      counts: z
        .record(z.string(), z.int())
        .describe('Rows seen at each port since the preview began, also those that came too fast to be sent.'),
      watermarks: z
        .record(z.string(), z.number().nullable())
        .describe('The newest watermark of each port in ms since the epoch, where it has one.'),
    })
    .describe('Rows, at most every 100 ms.'),
  z
    .object({ kind: z.literal('counts'), nodes: Counts })
    .describe('What became of the rows besides those that `rows` counts, about every two seconds.'),
  z
    .object({ kind: z.literal('notice'), diagnostic: DiagnosticSchema })
    .describe('Something that does not end the preview: unreadable messages were skipped, a topic is idle.'),
] as const;

export const PreviewEvent = z
  .discriminatedUnion('kind', kinds)
  .meta({ id: 'PreviewEvent', description: 'What a preview sends.' });
export type PreviewEvent = z.infer<typeof PreviewEvent>;

/** An event is named by the kind of its data. */
/** Whether nothing comes after an event of a preview. */
export const isLastPreviewEvent = (event: Sent<typeof PreviewEvent>): boolean =>
  event.kind === 'state' && (event.state === 'ended' || event.state === 'failed');

const eventsByKind = {
  ports: PreviewEvent,
  state: PreviewEvent,
  rows: PreviewEvent,
  counts: PreviewEvent,
  notice: PreviewEvent,
} satisfies Record<PreviewEvent['kind'], z.ZodType>;

export const OpenedPreview = z.object({ id: z.string() }).meta({ id: 'OpenedPreview' });

export const previews = {
  open: route({
    method: 'POST',
    path: '/api/previews',
    summary: 'Starts a preview of a flow; it ends when nobody follows it',
    body: PreviewRequest,
    answer: json(OpenedPreview, 201),
    errors: [
      'flow/not-found',
      'flow/not-trusted',
      'preview/flink-away',
      'preview/nothing-to-show',
      'connections/invalid',
      'kafka/unreachable',
    ],
    permission: 'preview:use',
    limit: ['checksOfPerson', 'checks', 'previewsOfPerson', 'previews'],
    audited: true,
  }),
  follow: route({
    method: 'GET',
    path: '/api/previews/{id}/events',
    summary: 'Sends what a preview shows, until it ends; for a program that shows one preview',
    params: { id: Name },
    answer: stream(eventsByKind),
    errors: ['preview/not-found'],
    permission: 'preview:use',
    limit: ['streamsOfPerson', 'streams', 'streamBytes'],
    audited: false,
  }),
  leave: route({
    method: 'DELETE',
    path: '/api/previews/{id}',
    summary: 'Ends a preview, unless others follow it',
    params: { id: Name },
    answer: empty,
    errors: [],
    permission: 'preview:use',
    limit: [],
    audited: false,
  }),
};
