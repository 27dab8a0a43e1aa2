import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is yes, for at most so many ms. What fails while asking is a no. @returns whether it was */
export async function eventually(ask: () => Promise<boolean>, within: number): Promise<boolean> {
  const end = Date.now() + within;
  do {
    if (await ask().catch(() => false)) return true;
    await sleep(100);
  } while (Date.now() < end);
  return false;
}

/** Longest time for what must come about (ms); a busy machine takes its time. */
export const atMost = 60_000;

/** How long is looked on while nothing may come about (ms): several times what it takes when it may. */
export const longEnough = 5_000;

/** Waits for what must come about. */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  if (!(await eventually(ask, atMost))) throw new Error(`waited in vain until ${what}`);
}
