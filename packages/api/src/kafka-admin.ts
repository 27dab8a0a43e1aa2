import * as z from 'zod';

/**
 * The HTTP contract of kafka-admin (all under `/kafka`):
 *
 * | call | answer |
 * |---|---|
 * | `GET /kafka/connections` | `ConnectionInfo[]`: names and kinds, never credentials |
 * | `GET /kafka/connections/:connection/topics` | `TopicInfo[]`, busiest first, internal topics left out |
 * | `POST /kafka/connections/:connection/topics` with `NewTopic` | 201 `TopicInfo` |
 * | `GET /kafka/connections/:connection/topics/:topic/messages?limit=20` | `SampleMessage[]`, newest first, all partitions |
 * | `GET /kafka/connections/:connection/topics/:topic/schema?messages=50` | `FoundSchema` from recent messages |
 *
 * Errors are `Problem` (see problem.ts).
 */
export const ConnectionInfo = z.object({
  name: z.string(),
  kind: z.enum(['kafka']),
  description: z.string().optional(),
});
export type ConnectionInfo = z.infer<typeof ConnectionInfo>;

export const TopicInfo = z.object({
  name: z.string(),
  partitions: z.int(),
  /** Messages kept in the topic now. */
  messages: z.number(),
  /** Messages a second over about the last minute; 0 where nothing came. */
  rate: z.number(),
  /** Time of the newest message, milliseconds since the epoch. */
  lastTimestamp: z.number().nullable(),
});
export type TopicInfo = z.infer<typeof TopicInfo>;

export const NewTopic = z.object({
  name: z.string(),
  partitions: z.int().min(1).max(1000).default(1),
  /** The largest message that it takes, in bytes (`max.message.bytes`); the broker's default where it is absent. */
  maxMessageBytes: z.int().min(1).optional(),
});
export type NewTopic = z.infer<typeof NewTopic>;

export const SampleMessage = z.object({
  partition: z.int(),
  offset: z.string(),
  timestamp: z.number(),
  key: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  /** The value as text (UTF-8, undecodable bytes replaced), cut at 64 KiB; `null` for a tombstone. */
  value: z.string().nullable(),
});
export type SampleMessage = z.infer<typeof SampleMessage>;

export const FoundColumn = z.object({
  name: z.string(),
  /** A Flink SQL type as the source node writes it: `STRING`, `BIGINT`, `ROW<a STRING>`, `TIMESTAMP(3)` … */
  type: z.string(),
  /** For times: how they are written. See the source node's `timeFormat`. */
  timeFormat: z.string().optional(),
  /** Whether a message had it absent or null. */
  nullable: z.boolean(),
  /** A recent value, as short text. */
  example: z.string(),
});
export type FoundColumn = z.infer<typeof FoundColumn>;

export const FoundSchema = z.object({
  format: z.enum(['json']),
  columns: z.array(FoundColumn),
  headers: z.array(z.object({ name: z.string(), example: z.string() })),
  key: z.object({ present: z.boolean(), example: z.string().nullable() }),
  /** Messages looked at, and how many of them were neither JSON objects nor lists of such. */
  messages: z.int(),
  unreadable: z.int(),
  /** An example of an unreadable message, cut short. */
  unreadableExample: z.string().nullable(),
  /** Messages that are lists of objects: each object is an event. */
  lists: z.int(),
  /** A property without a name was left out: Flink has none. */
  nameless: z.boolean(),
  /** The column that looks like the event time, if any. */
  eventTime: z.string().nullable(),
});
export type FoundSchema = z.infer<typeof FoundSchema>;
