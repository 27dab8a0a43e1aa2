import { setTimeout as sleep } from 'node:timers/promises';
import { mapConcurrent } from '../map-concurrent.ts';
import type { Planned } from './plan.ts';
import type { Answer } from './probe-tools.ts';
import type { Measured, Prober } from './prober.ts';

/** Concurrent connections at most: each is a command that passes the API server and that a node starts. */
const atOnce = 8;

export type Verdict = 'as computed' | 'not enforced' | 'blocked' | 'not measured';

export interface Probed {
  readonly planned: Planned;
  readonly measured: Measured;
  readonly verdict: Verdict;
}

/** Whether the network let the connection through, even if nothing listens. */
export const cameThrough = (answer: Answer): boolean => answer === 'open' || answer === 'refused';

/**
 * Tries all connections and compares each with the computed result. A difference is tried again after `settle` ms, since a data path
 * needs a moment to learn of a new pod or policy, and a busy node may be slow.
 */
export async function probeAll(prober: Prober, all: readonly Planned[], settle: number): Promise<Probed[]> {
  const once = async (planned: Planned): Promise<Probed> => {
    const measured = await prober.measure(planned.from, planned.to.address, planned.port);
    return { planned, measured, verdict: verdictOf(planned, measured) };
  };
  return mapConcurrent(all, atOnce, async (planned) => {
    const first = await once(planned);
    if (first.verdict === 'as computed' || first.verdict === 'not measured') return first;
    await sleep(settle);
    return once(planned);
  });
}

function verdictOf({ allowed }: Planned, measured: Measured): Verdict {
  if ('unknown' in measured) return 'not measured';
  if (cameThrough(measured.answer) === allowed) return 'as computed';
  return allowed ? 'blocked' : 'not enforced';
}
