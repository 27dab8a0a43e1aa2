import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlGateway } from '@headrace/flink';

/** Between two tries, ms. */
const pause = 250;

/**
 * Waits until Flink's SQL gateway answers: it may still be starting when the backend is.
 * @returns false when `signal` came first
 */
export async function waitForFlink(gateway: SqlGateway, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await gateway.info(signal);
      return true;
    } catch {
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }
  return false;
}
