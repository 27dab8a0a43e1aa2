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

/** Writes messages and waits until the brokers have them. */
export async function send(clients: Clients, messages: readonly OutMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await clients.producer().send({
    messages: messages.map(({ topic, key, value, headers, timestamp }) => ({
      topic,
      ...(value === null ? {} : { value }),
      ...(key === null ? {} : { key }),
      ...(headers ? { headers: { ...headers } } : {}),
      ...(timestamp === undefined ? {} : { timestamp: BigInt(timestamp) }),
    })),
    acks: -1,
  });
}
