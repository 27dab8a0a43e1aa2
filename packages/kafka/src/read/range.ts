import { FetchIsolationLevels } from '@platformatic/kafka';
import type { Clients } from '../cluster.ts';
import { committedMessages } from './committed.ts';
import type { ReadMessage } from './message.ts';

/** Offsets of a partition from `from` (inclusive) to `to` (exclusive). */
export interface Range {
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

const partitionMaxBytes = 1024 * 1024;

/** Reads ranges of a topic's partitions, committed messages only, in the order of the broker. */
export async function* readRanges(
  clients: Clients,
  topic: string,
  ranges: readonly Range[],
): AsyncGenerator<ReadMessage> {
  const { topics } = await clients.admin().metadata({ topics: [topic] });
  const found = topics.get(topic);
  if (found === undefined) return;
  for (const range of ranges) {
    const node = found.partitions[range.partition]?.leader;
    if (node !== undefined) yield* readRange(clients, { topicId: found.id, node, range });
  }
}

async function* readRange(
  clients: Clients,
  { topicId, node, range }: { topicId: string; node: number; range: Range },
): AsyncGenerator<ReadMessage> {
  let position = range.from;
  while (position < range.to) {
    const partition = {
      partition: range.partition,
      currentLeaderEpoch: -1,
      fetchOffset: position,
      lastFetchedEpoch: -1,
      partitionMaxBytes,
    };
    const response = await clients.consumer().fetch({
      node,
      topics: [{ topicId, partitions: [partition] }],
      isolationLevel: FetchIsolationLevels.READ_COMMITTED,
    });
    const piece = response.responses[0]?.partitions[0];
    const batches = piece?.records ?? [];
    const last = batches.at(-1);
    if (piece === undefined || last === undefined) return; // the rest was compacted or deleted in the meantime
    for (const message of committedMessages(range.partition, batches, piece.abortedTransactions ?? []))
      if (message.offset >= position && message.offset < range.to) yield message;
    position = last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
  }
}
