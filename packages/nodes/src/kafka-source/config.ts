import kafka from '@headrace/connections/kinds/kafka';
import { field } from '@headrace/flow';
import * as z from 'zod';

/** How times are written in the messages; anything else is a pattern of Java's DateTimeFormatter. */
export const timeFormats = ['sql', 'iso-8601', 'epoch-seconds', 'epoch-millis', 'epoch-micros'] as const;

const column = field.group({
  name: field.name({ title: 'Name' }),
  type: field.dataType({ title: 'Type' }),
  path: z
    .array(z.string())
    .min(1)
    .max(50)
    .refine((steps) => !steps.includes(''), 'must name each step: Flink reads no property without a name')
    .meta({ title: 'Path', description: 'Where it stands in the message, if not under its name.', advanced: true })
    .optional(),
  timeFormat: field
    .text({
      title: 'Time format',
      description:
        'sql (2026-04-07 08:15:30.250), iso-8601 (2026-04-07T08:15:30.250+02:00), epoch-seconds, epoch-millis, epoch-micros, or a pattern.',
      advanced: true,
    })
    .optional(),
});
export type SourceColumn = z.infer<typeof column>;

export const config = z.object({
  connection: field.connection(kafka, { title: 'Connection' }),
  topic: field.resource(kafka, { title: 'Topic', beside: { connection: 'connection' } }),
  format: field.choice(['json'], { title: 'Format', choices: { json: 'JSON' } }).default('json'),
  columns: field
    .list(column, {
      title: 'Properties',
      description: 'Found in recent messages; leave out what is not needed.',
      widget: 'source-columns',
      nouns: [kafka.resource.word, kafka.resource.plural],
      beside: { connection: 'connection', resource: 'topic', eventTime: 'eventTime' },
      add: 'Add a property',
    })
    .min(1),
  key: field
    .group(
      { name: field.name({ title: 'Property for the key' }) },
      { title: 'Message key', description: 'The key as a text property.', advanced: true },
    )
    .optional(),
  headers: field
    .list(field.group({ header: field.text({ title: 'Header' }), name: field.name({ title: 'Property' }) }), {
      title: 'Headers',
      description: 'Message headers as text properties.',
      add: 'Add a header',
      advanced: true,
    })
    .default([]),
  eventTime: z
    .discriminatedUnion('from', [
      z.object({ from: z.literal('column'), column: field.column({ title: 'Property', accepts: 'time' }) }),
      z.object({ from: z.literal('kafka'), name: field.name({ title: 'Called' }).default('event_time') }),
    ])
    .default({ from: 'kafka', name: 'event_time' })
    .meta({
      title: 'Event time',
      description: 'When an event happened: windows and joins go by it.',
      widget: 'variant',
      choices: { column: 'A property of the message', kafka: "The message's timestamp in Kafka" },
    }),
  lateness: field
    .duration({
      title: 'Lateness',
      description: 'How much out of order events may come; windows wait so long.',
      placeholder: '5 s',
    })
    .default('0 s'),
  mostAhead: field
    .duration({
      title: 'Most ahead',
      description:
        'An event whose time is further ahead of the clock than this does not move time forward, so it makes no others late. Empty: no bound.',
      placeholder: '1 h',
      advanced: true,
    })
    .optional(),
  idleTimeout: field
    .duration({
      title: 'Idle timeout',
      description: 'A partition without events for so long no longer holds the others up.',
      placeholder: '30 s',
      advanced: true,
    })
    .default('30 s'),
  unreadable: field
    .choice(['skip', 'fail'], {
      title: 'Unreadable messages',
      choices: { skip: 'Skip them', fail: 'Stop the flow' },
      advanced: true,
    })
    .default('skip'),
});
export type Config = z.infer<typeof config>;
