import type { Clients } from '../cluster.ts';
import { collect } from '../collect.ts';
import { earliest, latest, offsetsAt, partitionsOf } from '../offsets.ts';
import type { ReadMessage } from './message.ts';
import { type Range, readRanges } from './range.ts';

/** Reads all committed messages that a topic holds now, up to the ends that it has when this is called. */
export async function* readAll(clients: Clients, topic: string): AsyncGenerator<ReadMessage> {
  yield* readRanges(clients, topic, await wholeTopic(clients, topic));
}

/** Gives the newest messages over all partitions, newest first, at most `limit`. */
export async function readNewest(clients: Clients, topic: string, limit: number): Promise<ReadMessage[]> {
  const whole = await wholeTopic(clients, topic);
  // Ends of transactions take offsets too: reach further back until there is enough.
  for (let reach = BigInt(limit); ; reach *= 8n) {
    const ranges = whole.map((range) => ({
      ...range,
      from: range.to - reach > range.from ? range.to - reach : range.from,
    }));
    const messages = await collect(readRanges(clients, topic, ranges));
    const reachedStart = ranges.every((range, i) => range.from === whole[i]?.from);
    if (messages.length >= limit || reachedStart) return newestFirst(messages).slice(0, limit);
  }
}

function newestFirst(messages: readonly ReadMessage[]): ReadMessage[] {
  return messages.toSorted(
    (a, b) => b.timestamp - a.timestamp || b.partition - a.partition || Number(b.offset - a.offset),
  );
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
