import kafka from '@headrace/connections/kinds/kafka';
import { field } from '@headrace/flow';
import * as z from 'zod';

/**
 * The largest event that is written, in bytes: half of what a producer of Kafka buffers (`buffer.memory`, 32 MiB). What a
 * topic takes is decided by its own `max.message.bytes` below that; the client's own bound of 1 MiB would come before it.
 * Source: https://kafka.apache.org/documentation/#producerconfigs_max.request.size
 */
export const largestEvent = 16 * 1024 * 1024;

export const config = z.object({
  connection: field.connection(kafka, { title: 'Connection' }),
  topic: field.resource(kafka, { title: 'Topic', beside: { connection: 'connection' } }),
  createTopic: field
    .group(
      {
        partitions: z.int().min(1).max(1000).meta({ title: 'Partitions' }),
        maxMessageBytes: z
          .int()
          .min(1024)
          .max(largestEvent)
          .meta({
            title: 'Largest event, in bytes',
            description: 'max.message.bytes of the topic; usually 1 MiB (1048588) where it is left out.',
          })
          .optional(),
      },
      { title: 'Create the topic', description: 'When it is not there as the flow is run.', advanced: true },
    )
    .optional(),
  format: field.choice(['json'], { title: 'Format', choices: { json: 'JSON' } }).default('json'),
  key: field
    .columns({ title: 'Message key', description: 'Events of equal key stay in order, in one partition.' })
    .default([]),
  headers: field
    .list(field.group({ header: field.text({ title: 'Header' }), column: field.column({ title: 'From' }) }), {
      title: 'Headers',
      description: 'Properties written as message headers, as text.',
      add: 'Add a header',
      advanced: true,
    })
    .default([]),
  timeFormat: field
    .choice(['iso-8601', 'sql'], {
      title: 'Times are written',
      choices: { 'iso-8601': '2026-04-07T08:15:30.25', sql: '2026-04-07 08:15:30.25' },
      advanced: true,
    })
    .default('iso-8601'),
  guarantee: field
    .choice(['exactly-once', 'at-least-once'], {
      title: 'Delivery',
      choices: {
        'exactly-once': 'Exactly once: readers of committed messages see each event once, with each checkpoint',
        'at-least-once': 'At least once: at once, and perhaps twice after a failure',
      },
      advanced: true,
    })
    .default('exactly-once'),
});
export type Config = z.infer<typeof config>;
