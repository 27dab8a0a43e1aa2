import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is an answer. `what` is for the sentence when none comes within 100 s. */
export async function waitFor<T>(what: string, ask: () => Promise<T | undefined | false | null>): Promise<T> {
  for (let tries = 0; tries < 500; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(200);
  }
  throw new Error(`waited in vain for ${what}`);
}
