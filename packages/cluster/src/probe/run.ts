import { setTimeout as sleep } from 'node:timers/promises';
import { mapConcurrent } from '../map-concurrent.ts';
import type { Planned } from './plan.ts';
import type { Answer } from './probe-tools.ts';
import type { Measured, Prober } from './prober.ts';

/** So many connections at once: a cluster's API server carries each command, and a node starts it. */
const atOnce = 8;

export type Verdict = 'as computed' | 'not enforced' | 'blocked' | 'not measured';

export interface Probed {
  readonly planned: Planned;
  readonly measured: Measured;
  readonly verdict: Verdict;
}

/** The network let it through, whether or not somebody listens. */
export const cameThrough = (answer: Answer): boolean => answer === 'open' || answer === 'refused';

/**
 * Tries all connections and holds each against what was computed. What differs is tried again after `settle` ms: a data path
 * needs a moment for a new pod or policy, and a busy node may be late.
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
