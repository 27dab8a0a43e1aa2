import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@headrace/http';
import { KafkaFault } from '@headrace/kafka';

export interface Patience {
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Between two tries, ms. */
  readonly pause: number;
}

/** Does something with Kafka, again and again until it succeeds: a broker that is away comes back. */
export async function retry(work: () => Promise<void>, { log, signal, pause }: Patience): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KafkaFault)) throw error;
      log.warn(error.message);
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }
}
