import { setTimeout as sleep } from 'node:timers/promises';
import { mapConcurrent } from '../map-concurrent.ts';
import type { Measured, Prober } from '../probe/prober.ts';
import { cameThrough } from '../probe/run.ts';
import type { NeededProbe } from './needed.ts';

/** Concurrent connections at most. */
const atOnce = 8;
/** Pause between two rounds (ms). */
const between = 500;
/**
 * Timeout (ms) of a single attempt under default-deny, whatever timeout the command line sets and whatever delays the command: two
 * attempts and the pause before them leave time for a rollback within 10 s.
 */
const limit = 4000;

type Try = (one: NeededProbe) => Promise<boolean>;

/** Tries needed connections. A failure is retried immediately; the first connection that fails twice ends the round. */
async function firstFailing(all: readonly NeededProbe[], passes: Try): Promise<NeededProbe | undefined> {
  let failing: NeededProbe | undefined;
  await mapConcurrent(all, atOnce, async (one) => {
    if (failing || (await passes(one)) || failing) return;
    if (!(await passes(one))) failing ??= one;
  });
  return failing;
}

/** Needed connections that cannot be measured, with the reason. */
export async function unmeasured(prober: Prober, all: readonly NeededProbe[]): Promise<[NeededProbe, string][]> {
  const measured = await mapConcurrent(all, atOnce, (one) => measure(prober, one));
  return all.flatMap((one, i): [NeededProbe, string][] => {
    const found = measured[i];
    return found && 'unknown' in found ? [[one, found.unknown]] : [];
  });
}

/** Waits until all needed connections succeed. @returns one that did not within `patience` ms */
export async function allPass(
  prober: Prober,
  all: readonly NeededProbe[],
  patience: number,
): Promise<NeededProbe | undefined> {
  const begun = performance.now();
  for (;;) {
    const failing = await firstFailing(all, (one) => passes(prober, one));
    if (!failing || performance.now() - begun > patience) return failing;
    await sleep(between);
  }
}

/** Watches needed connections for `duration` ms, in at least two rounds; without needed connections it returns at once. @returns the first that fails, as soon as it does */
export async function keepPassing(
  prober: Prober,
  all: readonly NeededProbe[],
  duration: number,
): Promise<NeededProbe | undefined> {
  if (all.length === 0) return undefined;
  const begun = performance.now();
  for (let round = 1; ; round++) {
    const failing = await firstFailing(all, (one) => inTime(passes(prober, one)));
    if (failing || (round > 1 && performance.now() - begun > duration)) return failing;
    await sleep(between);
  }
}

const measure = (prober: Prober, { planned: { from, to, port } }: NeededProbe): Promise<Measured> =>
  prober.measure(from, to.address, port);

async function passes(prober: Prober, one: NeededProbe): Promise<boolean> {
  const measured = await measure(prober, one);
  return 'answer' in measured && cameThrough(measured.answer);
}

/** A connection without a result within the limit counts as failing. */
async function inTime(passing: Promise<boolean>): Promise<boolean> {
  const known = new AbortController();
  const late = sleep(limit, false, { signal: known.signal }).catch(() => false);
  return Promise.race([passing, late]).finally(() => known.abort());
}
