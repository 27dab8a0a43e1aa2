import * as z from 'zod';

/** A message by its place in Kafka, and what is wrong with it. The place is null where it is not known. */
export const MessageExample = z.object({
  partition: z.int().nullable(),
  offset: z.int().nullable(),
  reason: z.string(),
});
export type MessageExample = z.infer<typeof MessageExample>;

/**
 * What became of the rows at a node; rows that are read again after a restart count again. A number that is not known is left out: Flink
 * runs neighbouring nodes as one.
 */
export const NodeCounts = z.object({
  /**
   * Sources: messages read, each object of an array as one: `out` + `unreadable` + `deleted`. Others: rows that came in; of a
   * window behind a filter those that have an event time.
   */
  in: z.int().optional(),
  /** Rows that left, by port. */
  out: z.record(z.string(), z.int()),
  /** Destinations: rows written. */
  written: z.int().optional(),
  /** Messages that could not be read and were skipped, and the newest example. */
  unreadable: z.int().optional(),
  unreadableExample: MessageExample.optional(),
  /** Messages without a value. */
  deleted: z.int().optional(),
  /** Messages that were read with a property left empty because its value does not fit the type. */
  emptied: z.int().optional(),
  emptiedExample: MessageExample.optional(),
  /** Sources: rows that went on without an event time. Windows leave them out. */
  untimed: z.int().optional(),
  /** Rows that came after their window had closed. */
  late: z.int().optional(),
  /** How often a row made the node fail, over the whole run. */
  failed: z.int().optional(),
});
export type NodeCounts = z.infer<typeof NodeCounts>;

/** Counts by node. */
export const Counts = z.record(z.string(), NodeCounts);
export type Counts = z.infer<typeof Counts>;
