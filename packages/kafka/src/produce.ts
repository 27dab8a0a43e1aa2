import type { Clients } from './cluster.ts';

/** A message to write. */
export interface OutMessage {
  readonly topic: string;
  readonly key: string | null;
  /** Null deletes what the key stands for, in a compacted topic. */
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** The record's time in ms; the time of writing where it is absent. */
  readonly timestamp?: number;
}

/**
 * The most bytes in one request. The client writes all messages of a request for one partition as one record batch, and a
 * broker refuses a batch above `max.message.bytes` (1 MiB by default) however small its messages are.
 * Source: https://kafka.apache.org/documentation/#topicconfigs_max.message.bytes
 */
const requestBytes = 128 * 1024;

/** What a record takes beside its key, value and headers: lengths, offset, timestamp. At most this many bytes. */
const recordOverhead = 64;

/** Writes messages, in their order, and waits until the brokers have them. */
export async function send(clients: Clients, messages: readonly OutMessage[]): Promise<void> {
  for (const batch of batches(messages, requestBytes))
    await clients.producer().send({
      messages: batch.map(({ topic, key, value, headers, timestamp }) => ({
        topic,
        ...(value === null ? {} : { value }),
        ...(key === null ? {} : { key }),
        ...(headers ? { headers: { ...headers } } : {}),
        ...(timestamp === undefined ? {} : { timestamp: BigInt(timestamp) }),
      })),
      acks: -1,
    });
}

/**
 * Splits messages, in their order, into batches of at most `limit` bytes.
 * @returns batches, none of them empty; a message that is larger than `limit` is alone in its batch
 */
export function* batches(messages: readonly OutMessage[], limit: number): Generator<readonly OutMessage[]> {
  let batch: OutMessage[] = [];
  let size = 0;
  for (const message of messages) {
    const bytes = bytesOf(message);
    if (batch.length > 0 && size + bytes > limit) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(message);
    size += bytes;
  }
  if (batch.length > 0) yield batch;
}

function bytesOf({ key, value, headers }: OutMessage): number {
  const texts = [key ?? '', value ?? '', ...Object.entries(headers ?? {}).flat()];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), recordOverhead);
}
