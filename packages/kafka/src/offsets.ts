import { type Admin, FetchIsolationLevels, ListOffsetTimestamps } from '@platformatic/kafka';

export interface PartitionRef {
  readonly topic: string;
  readonly partition: number;
}

/** An offset, and the time of the message there where one was asked for by time; -1 stands for none. */
export interface FoundOffset extends PartitionRef {
  readonly offset: bigint;
  readonly timestamp: bigint;
}

export const earliest: bigint = ListOffsetTimestamps.EARLIEST;
export const latest: bigint = ListOffsetTimestamps.LATEST;
/** The offset of the message with the largest timestamp. */
export const newestByTime: bigint = ListOffsetTimestamps.MAX;

/**
 * Looks up the offsets of partitions at a time (ms) or at one of the marks above. `latest` is the end that a reader of
 * committed messages reaches.
 */
export async function offsetsAt(admin: Admin, partitions: readonly PartitionRef[], at: bigint): Promise<FoundOffset[]> {
  const topics = Map.groupBy(partitions, ({ topic }) => topic);
  if (topics.size === 0) return [];
  const listed = await admin.listOffsets({
    topics: [...topics].map(([name, refs]) => ({
      name,
      partitions: refs.map(({ partition }) => ({ partitionIndex: partition, timestamp: at })),
    })),
    isolationLevel: FetchIsolationLevels.READ_COMMITTED,
  });
  return listed.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, offset, timestamp }) => ({
      topic: name,
      partition: partitionIndex,
      offset,
      timestamp,
    })),
  );
}

/** The partitions of topics. A topic that does not exist fails with the client's error. */
export async function partitionsOf(admin: Admin, topics: string[]): Promise<PartitionRef[]> {
  if (topics.length === 0) return [];
  const metadata = await admin.metadata({ topics, forceUpdate: true });
  return [...metadata.topics].flatMap(([topic, { partitionsCount }]) =>
    Array.from({ length: partitionsCount }, (_, partition) => ({ topic, partition })),
  );
}
