import type { RecordsBatch } from '@platformatic/kafka';
import type { Clients } from '../cluster.ts';
import { earliest, latest, newestByTime } from '../offsets.ts';

/** A partition of the fake cluster: what its log holds, in order of offsets. */
export interface FakePartition {
  readonly batches: readonly RecordsBatch[];
  /** The first offset that is kept, and that behind the last; those of the batches where they are absent. */
  readonly first?: bigint;
  readonly end?: bigint;
  /** No broker leads it now. */
  readonly isLeaderless?: true;
}

export type FakeTopics = Record<string, readonly FakePartition[]>;

/** What was asked of the fake cluster. */
export interface Asked {
  readonly created: object[];
  readonly sent: object[];
  /** Offsets from which pieces were fetched: `partition:offset`. */
  readonly fetched: string[];
}

/** Batches per fetch, so that a range needs several. */
const perFetch = 2;

/**
 * Clients of a cluster that exists in memory only, for what a real one does not do on demand: pieces that were compacted or deleted
 * meanwhile, partitions without a leader, errors.
 */
export function fakeClients(topics: FakeTopics, error?: Error): { readonly clients: Clients; readonly asked: Asked } {
  const asked: Asked = { created: [], sent: [], fetched: [] };
  const admin = {
    listTopics: async () => Object.keys(topics),
    metadata: async ({ topics: names }: { topics: string[] }) => ({
      topics: new Map(
        names.flatMap((name) => {
          const partitions = topics[name];
          if (!partitions) return [];
          const leaders = partitions.map(({ isLeaderless }) => ({ leader: isLeaderless ? undefined : 1 }));
          return [[name, { id: name, partitionsCount: partitions.length, partitions: leaders }]] as const;
        }),
      ),
    }),
    listOffsets: async ({ topics: wanted }: { topics: readonly WantedOffsets[] }) =>
      wanted.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex, timestamp }) => ({
          partitionIndex,
          ...offsetOf(topics[name]?.[partitionIndex], timestamp),
        })),
      })),
    createTopics: async (topic: object) => {
      asked.created.push(topic);
      if (error) throw error;
    },
  };
  const consumer = {
    fetch: async ({ topics: [wanted] }: { topics: readonly WantedPiece[] }) => {
      const [piece] = wanted?.partitions ?? [];
      if (!wanted || !piece) throw new Error('one partition is fetched at a time');
      asked.fetched.push(`${piece.partition}:${piece.fetchOffset}`);
      const batches = topics[wanted.topicId]?.[piece.partition]?.batches ?? [];
      const records = batches.filter((b) => endOf(b) > piece.fetchOffset).slice(0, perFetch);
      return { responses: [{ partitions: [{ records, abortedTransactions: [] }] }] };
    },
  };
  const producer = { send: async (messages: object) => void asked.sent.push(messages) };
  const clients = {
    servers: 'fake:9092',
    admin: () => admin,
    consumer: () => consumer,
    producer: () => producer,
    guard: (call: () => Promise<unknown>) => call(),
    close: async () => {},
  };
  return { clients: clients as unknown as Clients, asked };
}

interface WantedOffsets {
  readonly name: string;
  readonly partitions: readonly { readonly partitionIndex: number; readonly timestamp: bigint }[];
}

interface WantedPiece {
  readonly topicId: string;
  readonly partitions: readonly { readonly partition: number; readonly fetchOffset: bigint }[];
}

const endOf = (batch: RecordsBatch): bigint => batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;

function offsetOf(partition: FakePartition | undefined, at: bigint): { offset: bigint; timestamp: bigint } {
  const batches = partition?.batches ?? [];
  const none = { offset: -1n, timestamp: -1n };
  const last = batches.at(-1);
  if (at === earliest) return { offset: partition?.first ?? batches[0]?.firstOffset ?? 0n, timestamp: -1n };
  if (at === latest) return { offset: partition?.end ?? (last ? endOf(last) : 0n), timestamp: -1n };
  const [newest] = batches.toSorted((a, b) => Number(b.maxTimestamp - a.maxTimestamp));
  if (at === newestByTime) return newest ? { offset: newest.firstOffset, timestamp: newest.maxTimestamp } : none;
  const found = batches.find((b) => b.maxTimestamp >= at);
  return found ? { offset: found.firstOffset, timestamp: found.maxTimestamp } : none;
}

/** A batch of one message, or of none where `value` is a marker of a transaction. */
export function batchOf(
  offset: number,
  value: string | Buffer | null,
  { timestamp = offset, attributes = 0, producerId = -1, key = null as Buffer | null } = {},
): RecordsBatch {
  const record = {
    length: 0,
    attributes: 0,
    timestampDelta: 0n,
    offsetDelta: 0,
    key,
    value: typeof value === 'string' ? Buffer.from(value) : value,
    headers: [],
  };
  return {
    firstOffset: BigInt(offset),
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes,
    lastOffsetDelta: 0,
    firstTimestamp: BigInt(timestamp),
    maxTimestamp: BigInt(timestamp),
    producerId: BigInt(producerId),
    producerEpoch: 0,
    firstSequence: 0,
    records: [record],
  };
}

/** A marker that ends a transaction of a producer: it takes an offset and is no message. */
export const markerOf = (offset: number): RecordsBatch =>
  batchOf(offset, null, { attributes: 0x30, producerId: 1, key: Buffer.from([0, 0, 0, 1]) });
