import { listenerOf } from '@headrace/topology';
import { side } from '../../evaluate/reach.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { workloadKey } from '../../model/world.ts';
import { has, type PortSet, union } from '../../ports/port-set.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy } from '../rules.ts';

/** Pods whose egress is restricted and that may ask no DNS: everything that they call by name fails. */
export function dns({ ready }: ReviewContext): Finding[] {
  const { places, restricting } = ready;
  const { port } = listenerOf('dns');
  return places.workloads.flatMap((workload, i): Finding[] => {
    const [first] = restricting.Egress[i] ?? [];
    if (!first || workload.hostNetwork) return [];
    if (has(anyEgress(ready, i), 'UDP', port)) return [];
    return [
      {
        code: 'review/no-dns',
        severity: 'error',
        message: `${workloadKey(workload)} may ask no DNS (UDP ${port}): ${nameOfPolicy(first.located)} restricts what goes out, and nothing allows it.`,
        fix: `Allow UDP and TCP ${port} to the DNS pods; on OpenShift also ${listenerOf('dns', 'dns-openshift').port}, where they listen.`,
        place: first.located.placeOf(['spec']),
      },
    ];
  });
}

/** Ports that a workload may call anywhere at all. */
function anyEgress(ready: ReviewContext['ready'], workload: number): PortSet {
  const grants = (ready.restricting.Egress[workload] ?? []).flatMap((p) => p.grants.Egress ?? []);
  const outside = { address: { family: 4 as const, value: 0n } };
  return grants.reduce((sum, grant) => union(sum, grant.fixed), side(ready, 'Egress', { workload }, outside, 4));
}
