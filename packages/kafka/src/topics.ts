import type { NewTopic, TopicInfo } from '@headrace/api';
import { type Admin, findErrorBy } from '@platformatic/kafka';
import type { Clients } from './cluster.ts';
import type { PartitionEnds } from './cluster-client.ts';
import { KafkaFault } from './fault.ts';
import { earliest, type FoundOffset, latest, newestByTime, offsetsAt, partitionsOf } from './offsets.ts';
import { collidingTopic, collisionSentence } from './topic-names.ts';

/** The time in seconds over which the rate of a topic is measured. */
const rateWindow = 60;

/** Lists topics, busiest first, internal ones left out; `only` restricts to some names. */
export async function listTopics(clients: Clients, now: number, only?: readonly string[]): Promise<TopicInfo[]> {
  const admin = clients.admin();
  const names = only ?? (await admin.listTopics({ includeInternals: false })).filter((name) => !name.startsWith('__'));
  const partitions = await partitionsOf(admin, [...names]);
  const at = async (time: bigint) => Map.groupBy(await offsetsAt(admin, partitions, time), ({ topic }) => topic);
  const [first, end, recent, newest] = await Promise.all([
    at(earliest),
    at(latest),
    at(BigInt(now - rateWindow * 1000)),
    at(newestByTime),
  ]);
  const counts = Map.groupBy(partitions, ({ topic }) => topic);
  const topics = [...counts].map(([name, { length }]) => {
    const of = (offsets: ReadonlyMap<string, FoundOffset[]>) => offsets.get(name) ?? [];
    const kept = distance(of(first), of(end));
    const since = distance(
      of(recent).filter(({ offset }) => offset >= 0n),
      of(end),
    );
    const times = of(newest)
      .map(({ timestamp }) => Number(timestamp))
      .filter((time) => time >= 0);
    return {
      name,
      partitions: length,
      messages: kept,
      rate: since / rateWindow,
      lastTimestamp: times.length > 0 ? Math.max(...times) : null,
    };
  });
  return topics.sort((a, b) => b.rate - a.rate || b.messages - a.messages || a.name.localeCompare(b.name));
}

/** The number of messages between offsets and ends, over all partitions in `from`. */
function distance(from: readonly FoundOffset[], to: readonly FoundOffset[]): number {
  const ends = new Map(to.map(({ partition, offset }) => [partition, offset]));
  return from.reduce((sum, { partition, offset }) => {
    const end = ends.get(partition);
    return sum + Number(end === undefined || end < offset ? 0n : end - offset);
  }, 0);
}

/** Creates topics. With `ifMissing`, existing topics are skipped; otherwise they are a KafkaFault. */
export async function createTopics(clients: Clients, topics: readonly NewTopic[], ifMissing: boolean): Promise<void> {
  const admin = clients.admin();
  const there = ifMissing ? new Set(await admin.listTopics()) : new Set<string>();
  for (const topic of topics) if (!there.has(topic.name)) await createTopic(admin, topic);
}

async function createTopic(admin: Admin, { name, partitions, maxMessageBytes }: NewTopic): Promise<void> {
  const configs = maxMessageBytes === undefined ? [] : [{ name: 'max.message.bytes', value: String(maxMessageBytes) }];
  try {
    await admin.createTopics({ topics: [name], partitions, replicas: -1, configs });
  } catch (error) {
    // Kafka reports only that the name is invalid.
    const isRefused = error instanceof Error && findErrorBy(error, 'apiId', 'INVALID_TOPIC_EXCEPTION') !== null;
    const existing = isRefused ? collidingTopic(name, await admin.listTopics({ includeInternals: true })) : undefined;
    if (existing === undefined) throw error;
    throw new KafkaFault('kafka/topic-collides', collisionSentence(name, existing), error);
  }
}

/** The first and the end offset of each partition of a topic. */
export async function partitionEnds(clients: Clients, topic: string): Promise<PartitionEnds[]> {
  const admin = clients.admin();
  const refs = await partitionsOf(admin, [topic]);
  const [first, end] = await Promise.all([offsetsAt(admin, refs, earliest), offsetsAt(admin, refs, latest)]);
  const ends = new Map(end.map(({ partition, offset }) => [partition, offset]));
  return first.map(({ partition, offset }) => ({ partition, first: offset, end: ends.get(partition) ?? offset }));
}

/** The names of all topics, internal ones too. */
export const topicNames = (clients: Clients): Promise<string[]> =>
  clients.admin().listTopics({ includeInternals: true });
