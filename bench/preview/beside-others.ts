import { setTimeout as sleep } from 'node:timers/promises';
import { apiAt } from '../../e2e/support/api.ts';
import type { Headrace } from '../../e2e/support/headrace.ts';
import { timeAsync } from '../support/measure.ts';

const others = 12;
/** Until the others have caught up with their topics and are live, ms. Before that the measure would be of twelve starts. */
const settle = 15_000;

/**
 * From the request for a preview to its first row, through the API as a page asks, while others are live and looked at.
 * @returns times in ms
 */
export async function besideOthers(headrace: Headrace, runs: number): Promise<number[]> {
  const { examples, previews } = apiAt(headrace.address);
  const [example] = await examples.list();
  const left = new AbortController();

  /** Each begins at another time, so that none is shared. @returns its end, once its first row has come */
  const open = async (timestamp: number, signal: AbortSignal): Promise<() => Promise<unknown>> => {
    const body = { text: example?.text ?? '', from: { kind: 'time', timestamp } } as const;
    const params = { id: (await previews.open({ body })).id };
    const events = previews.follow({ params }, { signal });
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error('the preview ended without a row');
      if (value.data.kind === 'rows' && value.data.rows.length > 0) break;
    }
    void drain(events).catch(() => {});
    return () => previews.leave({ params });
  };

  for (let i = 0; i < others; i++) await open(i + 1, left.signal);
  await sleep(settle);
  let next = others;
  const ends: (() => Promise<unknown>)[] = [];
  const took = await timeAsync(async () => {
    ends.push(await open(++next, left.signal));
    // Only so many slots are there; ending costs less than a millisecond here.
    await ends.shift()?.();
  }, runs);
  left.abort();
  return took;
}

/** As a page, reads on. */
async function drain(events: AsyncIterator<unknown>): Promise<void> {
  while (!(await events.next()).done);
}
