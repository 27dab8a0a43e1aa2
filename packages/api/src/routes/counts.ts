import * as z from 'zod';

export const MessageExample = z
  .object({ partition: z.int().nullable(), offset: z.int().nullable(), reason: z.string() })
  .meta({
    id: 'MessageExample',
    description: 'A message by its place in Kafka, null where that is not known, and what is wrong with it.',
  });
export type MessageExample = z.infer<typeof MessageExample>;

export const NodeCounts = z
  .object({
    in: z
      .int()
      .optional()
      .describe(
        'Sources: messages read, each object of an array as one: `out` + `unreadable` + `deleted`. Others: rows that came in; of a window behind a filter those that have an event time.',
      ),
    out: z.record(z.string(), z.int()).describe('Rows that left, by port.'),
    written: z.int().optional().describe('Destinations: rows written.'),
    unreadable: z.int().optional().describe('Messages that could not be read and were skipped.'),
    unreadableExample: MessageExample.optional(),
    deleted: z.int().optional().describe('Messages without a value.'),
    emptied: z
      .int()
      .optional()
      .describe('Messages that were read with a property left empty because its value does not fit the type.'),
    emptiedExample: MessageExample.optional(),
    untimed: z.int().optional().describe('Sources: rows that went on without an event time. Windows leave them out.'),
    late: z.int().optional().describe('Rows that came after their window had closed.'),
    failed: z.int().optional().describe('How often a row made the node fail, over the whole run.'),
  })
  .meta({
    id: 'NodeCounts',
    description:
      'What became of the rows at a node; rows that are read again after a restart count again. A number that is not known is absent: Flink runs neighbouring nodes as one.',
  });
export type NodeCounts = z.infer<typeof NodeCounts>;

export const Counts = z.record(z.string(), NodeCounts).meta({ id: 'Counts', description: 'Counts by node.' });
export type Counts = z.infer<typeof Counts>;
