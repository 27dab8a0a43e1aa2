import type { Needed } from '@headrace/netpol';
import type { Planned } from '../probe/plan.ts';
import type { RunningPod } from '../probe/pods.ts';

/** A needed connection that can be tried now. */
export interface NeededProbe {
  readonly planned: Planned;
  readonly needed: Needed;
}

/** Needed connections between pods that run, one pod of each workload; between pods of one workload when there are two. */
export function neededProbes(needed: readonly Needed[], pods: readonly RunningPod[]): NeededProbe[] {
  return needed.flatMap((one) => {
    const from = pods.find((pod) => pod.workload === one.from);
    const to = pods.find((pod) => pod.workload === one.to && pod !== from);
    if (!from || !to || one.protocol !== 'TCP') return [];
    return [{ needed: one, planned: { from, to, port: one.port, allowed: true } }];
  });
}
