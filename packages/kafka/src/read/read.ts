import type { Clients } from '../cluster.ts';
import { earliest, latest, offsetsAt, partitionsOf } from '../offsets.ts';
import type { ReadMessage } from './message.ts';
import { Newest, sizeOf } from './newest.ts';
import { type Range, readRanges } from './range.ts';

/** Reads all committed messages that a topic holds now, up to the ends that it has when this is called. */
export async function* readAll(clients: Clients, topic: string): AsyncGenerator<ReadMessage> {
  yield* readRanges(clients, topic, await wholeTopic(clients, topic));
}

/** Reads one committed message. */
export async function messageAt(
  clients: Clients,
  topic: string,
  partition: number,
  offset: bigint,
): Promise<ReadMessage | undefined> {
  for await (const message of readRanges(clients, topic, [{ partition, from: offset, to: offset + 1n }]))
    return message;
  return undefined;
}

/** Reading stops at this multiple of the requested bytes: transaction markers and older messages are read, too. */
const mostRead = 8;

/**
 * Returns the newest messages over all partitions, newest first: at most `limit`, and fewer if they are larger than `bytes` in total.
 * If too much has to be read, the result is what was read so far.
 */
export async function readNewest(
  clients: Clients,
  topic: string,
  limit: number,
  bytes: number,
): Promise<ReadMessage[]> {
  const whole = await wholeTopic(clients, topic);
  let read = 0;
  // Transaction markers take offsets, too: read further back until there are enough messages.
  for (let reach = BigInt(limit); ; reach *= 8n) {
    const ranges = whole.map((range) => ({
      ...range,
      from: range.to - reach > range.from ? range.to - reach : range.from,
    }));
    const newest = new Newest(limit, bytes);
    for await (const message of readRanges(clients, topic, ranges)) {
      read += sizeOf(message);
      newest.add(message);
      if (read > mostRead * bytes) return newest.list();
    }
    const reachedStart = ranges.every((range, i) => range.from === whole[i]?.from);
    if (newest.isFull || reachedStart) return newest.list();
  }
}

async function wholeTopic(clients: Clients, topic: string): Promise<Range[]> {
  const admin = clients.admin();
  const partitions = await partitionsOf(admin, [topic]);
  const [from, to] = await Promise.all([offsetsAt(admin, partitions, earliest), offsetsAt(admin, partitions, latest)]);
  return from.map(({ partition, offset }) => ({
    partition,
    from: offset,
    to: to.find((end) => end.partition === partition)?.offset ?? offset,
  }));
}
