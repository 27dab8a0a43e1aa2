import type { RecordsBatch } from '@platformatic/kafka';
import type { ReadMessage } from './message.ts';

/** An aborted transaction of a producer, from its first offset in the partition. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

const isControl = (batch: RecordsBatch) => (batch.attributes & 0x20) !== 0;
const isTransactional = (batch: RecordsBatch) => (batch.attributes & 0x10) !== 0;
const isAppendTime = (batch: RecordsBatch) => (batch.attributes & 0x08) !== 0;

/** A control batch's key is a version and a type; type 0 ends a transaction that was aborted. */
const endsAborted = (batch: RecordsBatch) => batch.records[0]?.key?.readInt16BE(2) === 0;

/**
 * Returns the committed messages of a fetched part of a partition. Control batches mark the ends of transactions and are not messages.
 * The client drops an aborted transaction only if its end is in the same part; this function drops it from its first offset on, as the
 * protocol requires.
 */
export function committedMessages(
  partition: number,
  batches: readonly RecordsBatch[],
  aborted: readonly AbortedTransaction[],
): ReadMessage[] {
  const waiting = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  const inAborted = new Set<bigint>();
  const messages: ReadMessage[] = [];
  for (const batch of batches) {
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    for (let next = waiting[0]; next && next.firstOffset <= end; next = waiting[0]) {
      inAborted.add(next.producerId);
      waiting.shift();
    }
    if (isControl(batch)) {
      if (endsAborted(batch)) inAborted.delete(batch.producerId);
    } else if (!(isTransactional(batch) && inAborted.has(batch.producerId))) {
      for (const record of batch.records) messages.push(toMessage(partition, batch, record));
    }
  }
  return messages;
}

function toMessage(partition: number, batch: RecordsBatch, record: RecordsBatch['records'][number]): ReadMessage {
  const time = isAppendTime(batch) ? batch.maxTimestamp : batch.firstTimestamp + record.timestampDelta;
  return {
    partition,
    offset: batch.firstOffset + BigInt(record.offsetDelta),
    timestamp: Number(time),
    key: record.key,
    value: record.value,
    headers: [...record.headers].map(([name, value]) => [name?.toString() ?? '', value ?? Buffer.alloc(0)] as const),
  };
}
