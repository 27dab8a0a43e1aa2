import { field } from '@headrace/flow';
import * as z from 'zod';

const size = field.duration({ title: 'Length', description: 'How long each window is.', placeholder: '1 h' });

/** Windows over event time, aligned to 1970-01-01T00:00Z, `[start, end)`. */
const window = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('tumbling'), size }),
    z.object({
      kind: z.literal('hopping'),
      size,
      slide: field.duration({
        title: 'Every',
        description: 'How often a window begins; it divides the length.',
        placeholder: '10 min',
      }),
    }),
    z.object({
      kind: z.literal('session'),
      gap: field.duration({
        title: 'Gap',
        description: 'A window ends when no event came for so long.',
        placeholder: '5 min',
      }),
    }),
    z.object({
      kind: z.literal('cumulating'),
      size,
      step: field.duration({
        title: 'Step',
        description: 'How often the growing window gives its result so far.',
        placeholder: '10 min',
      }),
    }),
    z.object({ kind: z.literal('none') }),
  ])
  .meta({
    title: 'Window',
    widget: 'variant',
    choices: {
      tumbling: 'Tumbling: one after the other',
      hopping: 'Hopping: overlapping',
      session: 'Session: until there is a pause',
      cumulating: 'Cumulating: results while it grows',
      none: 'None: continuous, one result kept up to date',
    },
  });

export const functions = [
  'COUNT',
  'COUNT DISTINCT',
  'SUM',
  'AVG',
  'MIN',
  'MAX',
  'FIRST_VALUE',
  'LAST_VALUE',
  'LISTAGG',
  'PERCENTILE',
] as const;

export const config = z.object({
  window: window.default({ kind: 'tumbling', size: '1 h' }),
  eventTime: field
    .column({
      title: 'Event time',
      description: "The input's own event time if not set.",
      accepts: 'time',
      advanced: true,
    })
    .optional(),
  groupBy: field
    .columns({ title: 'Group by', description: 'One result for each combination of values; none for one over all.' })
    .default([]),
  functions: field
    .list(
      field.group({
        function: field.choice(functions, {
          title: 'Function',
          choices: {
            COUNT: 'Count',
            'COUNT DISTINCT': 'Count of different values',
            SUM: 'Sum',
            AVG: 'Average',
            MIN: 'Least',
            MAX: 'Greatest',
            FIRST_VALUE: 'First value',
            LAST_VALUE: 'Last value',
            LISTAGG: 'List of texts',
            PERCENTILE: 'Percentile',
          },
        }),
        column: field.column({ title: 'Of', description: 'Not needed to count events.' }).optional(),
        name: field.name({ title: 'Called', description: 'SUM_quantity and the like if not set.' }).optional(),
        percent: z
          .number()
          .min(0)
          .max(100)
          .meta({ title: 'Percent', description: 'For a percentile: 50 is the median.', advanced: true })
          .optional(),
      }),
      { title: 'Results', add: 'Add a result' },
    )
    .min(1),
});
export type Config = z.infer<typeof config>;
export type AggregateFunction = Config['functions'][number];
export type WindowConfig = Config['window'];
