import { listenerOf } from '@headrace/topology';
import type { Ready } from '../../evaluate/compile.ts';
import { side } from '../../evaluate/reach.ts';
import { dnsPods } from '../../generate/egress.ts';
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
    if (has(egressToDns(ready, i), 'UDP', port)) return [];
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

/** Ports that a workload may call where a DNS server may be: pods of its own namespace are none, unless it is that of DNS. */
function egressToDns(ready: Ready, workload: number): PortSet {
  const rules = (ready.restricting.Egress[workload] ?? []).flatMap(({ located: { policy }, grants }) =>
    (grants.Egress ?? []).filter((grant) => {
      const to = policy.spec.egress?.[grant.rule]?.to ?? [];
      const leaves = to.length === 0 || to.some((peer) => peer.ipBlock || peer.namespaceSelector);
      return leaves || namespaces.includes(policy.metadata.namespace);
    }),
  );
  const outside = { address: { family: 4 as const, value: 0n } };
  const anywhere = side(ready, 'Egress', { workload }, outside, 4);
  return rules.reduce((sum, grant) => union(sum, grant.fixed), anywhere);
}

/** Where the DNS of a cluster runs. */
const namespaces = [dnsPods('kubernetes').namespace, dnsPods('openshift').namespace];
