import * as z from 'zod';
import { Count, json, Name, route } from '../route.ts';

export const ConnectionInfo = z
  .object({ name: z.string(), kind: z.string(), description: z.string().exactOptional() })
  .meta({ id: 'ConnectionInfo', description: 'A registered Kafka cluster, without its address.' });
export type ConnectionInfo = z.infer<typeof ConnectionInfo>;

export const TopicInfo = z
  .object({
    name: z.string(),
    partitions: z.int(),
    messages: z.number().describe('Messages that the topic keeps now.'),
    rate: z.number().describe('Messages a second over about the last minute; 0 where nothing came.'),
    lastTimestamp: z.number().nullable().describe('Time of the newest message, in ms since the epoch.'),
  })
  .meta({ id: 'TopicInfo' });
export type TopicInfo = z.infer<typeof TopicInfo>;

export const NewTopic = z
  .object({
    name: z.string(),
    partitions: z.int().min(1).max(1000).default(1),
    maxMessageBytes: z
      .int()
      .min(1)
      .optional()
      .describe('The largest message in bytes (`max.message.bytes`); the default of the broker where it is absent.'),
  })
  .meta({ id: 'NewTopic' });
export type NewTopic = z.infer<typeof NewTopic>;

export const SampleMessage = z
  .object({
    partition: z.int(),
    offset: z.string(),
    timestamp: z.number(),
    key: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    value: z
      .string()
      .nullable()
      .describe('As text (UTF-8, undecodable bytes replaced), cut at 64 KiB; null for a tombstone.'),
  })
  .meta({ id: 'SampleMessage' });
export type SampleMessage = z.infer<typeof SampleMessage>;

export const FoundColumn = z
  .object({
    name: z.string(),
    type: z.string().describe('A type of Flink SQL: `STRING`, `ROW<a STRING>`, `TIMESTAMP(3)`.'),
    timeFormat: z
      .string()
      .exactOptional()
      .describe('For times: how they are written, as `timeFormat` of a source says it.'),
    nullable: z.boolean().describe('A message had it absent or null.'),
    example: z.string().describe('A recent value, as short text.'),
  })
  .meta({ id: 'FoundColumn' });
export type FoundColumn = z.infer<typeof FoundColumn>;

export const FoundSchema = z
  .object({
    format: z.enum(['json']),
    columns: z.array(FoundColumn),
    headers: z.array(z.object({ name: z.string(), example: z.string() })),
    key: z.object({ present: z.boolean(), example: z.string().nullable() }),
    messages: z.int().describe('Messages that were looked at.'),
    unreadable: z.int().describe('Those of them that are neither JSON objects nor lists of such.'),
    unreadableExample: z.string().nullable().describe('One of them, cut short.'),
    lists: z.int().describe('Messages that are lists of objects: each object is an event.'),
    nameless: z.boolean().describe('A property without a name was left out: Flink has none.'),
    eventTime: z.string().nullable().describe('The column that looks like the event time.'),
  })
  .meta({ id: 'FoundSchema', description: 'What recent messages of a topic look like.' });
export type FoundSchema = z.infer<typeof FoundSchema>;

const ofTopic = { connection: Name, topic: Name };

export const clusters = {
  list: route({
    method: 'GET',
    path: '/kafka/connections',
    summary: 'Lists the registered Kafka clusters',
    answer: json(z.array(ConnectionInfo)),
    errors: ['connections/invalid'],
    permission: 'connection:read',
    limit: [],
    audited: false,
  }),
};

/** What may go wrong where messages of a topic are read. */
const ofReading = [
  'connections/invalid',
  'kafka/unknown-connection',
  'kafka/unknown-topic',
  'kafka/unreachable',
  'kafka/refused',
] as const;

export const topics = {
  list: route({
    method: 'GET',
    path: '/kafka/connections/{connection}/topics',
    summary: 'Lists the topics of a cluster without its internal ones, busiest first',
    params: { connection: Name },
    answer: json(z.array(TopicInfo)),
    errors: ['connections/invalid', 'kafka/unknown-connection', 'kafka/unreachable', 'kafka/refused'],
    permission: 'topic:read',
    limit: [],
    audited: false,
  }),
  create: route({
    method: 'POST',
    path: '/kafka/connections/{connection}/topics',
    summary: 'Creates a topic',
    params: { connection: Name },
    body: NewTopic,
    answer: json(TopicInfo, 201),
    errors: [
      'connections/invalid',
      'kafka/unknown-connection',
      'kafka/topic-exists',
      'kafka/topic-collides',
      'kafka/bad-topic',
      'kafka/unreachable',
      'kafka/refused',
    ],
    permission: 'topic:create',
    limit: [],
    audited: true,
  }),
  messages: route({
    method: 'GET',
    path: '/kafka/connections/{connection}/topics/{topic}/messages',
    summary: 'Gives the newest messages of a topic over all partitions, newest first',
    params: ofTopic,
    query: { limit: Count.default(20) },
    answer: json(z.array(SampleMessage)),
    errors: ofReading,
    permission: 'topic:read',
    limit: ['readsOfPerson', 'reads', 'messages', 'messageBytes'],
    audited: true,
  }),
  schema: route({
    method: 'GET',
    path: '/kafka/connections/{connection}/topics/{topic}/schema',
    summary: 'Derives a schema from the newest messages of a topic',
    params: ofTopic,
    query: { messages: Count.default(50).describe('How many messages to look at.') },
    answer: json(FoundSchema),
    errors: ofReading,
    permission: 'topic:read',
    limit: ['readsOfPerson', 'reads', 'messages', 'messageBytes'],
    audited: true,
  }),
};
