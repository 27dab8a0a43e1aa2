import type { Logger } from '@headrace/http';
import type { Kafka, OutMessage } from '@headrace/kafka';
import type { Random } from './core/random.ts';
import { second } from './core/times.ts';
import type { SampleEvent, World } from './core/world.ts';
import { spoil } from './malformed.ts';
import { retry } from './retry.ts';

export interface FeedOptions {
  readonly world: World;
  readonly kafka: Kafka;
  readonly log: Logger;
  readonly random: Random;
  /** Share (0 to 1) of messages that are spoilt on purpose. */
  readonly malformed: number;
  readonly signal: AbortSignal;
}

/** Most of the world's time (ms) that is sent in one piece: a long gap is caught up in pieces. */
const piece = 10 * second;

/** Between two tries to send, ms. */
const pause = 1000;

/** Most messages in one request, so that none grows over the broker's limit. */
const batch = 500;

/** Lets the world's time pass up to a time and sends what happened; waits for Kafka as long as it takes. */
export async function feedUntil(options: FeedOptions, from: number, to: number): Promise<void> {
  for (let at = from; at < to && !options.signal.aborted; ) {
    at = Math.min(at + piece, to);
    const messages = options.world.advance(at).map((event) => toMessage(event, options));
    for (let i = 0; i < messages.length; i += batch)
      await retry(() => options.kafka.send(messages.slice(i, i + batch)), { ...options, pause });
  }
}

function toMessage({ topic, key, value, headers, at }: SampleEvent, { random, malformed }: FeedOptions): OutMessage {
  const text = JSON.stringify(value);
  const sent = malformed > 0 && random.chance(malformed) ? spoil(text, random) : text;
  return { topic, key, value: sent, timestamp: at, ...(headers ? { headers } : {}) };
}
