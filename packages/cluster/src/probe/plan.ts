import { type CompiledPolicies, matches, type Service, verdictOf, type Workload } from '@headrace/netpol';
import type { RunningPod } from './pods.ts';

/** A connection to be tried: from a pod to the address of another, and what the policies say of it. */
export interface Planned {
  readonly from: RunningPod;
  readonly to: RunningPod;
  readonly port: number;
  readonly allowed: boolean;
}

/**
 * Every pair of workloads that have a pod running, on each TCP port that the called one declares or a Service sends to, and on
 * the ports named, as far as what was read decides what the policies say. Between pods of one workload only when there are two: a pod always reaches itself.
 */
export function plan(
  compiled: CompiledPolicies,
  services: readonly Service[],
  pods: readonly RunningPod[],
  ports: readonly number[],
): Planned[] {
  const byWorkload = Map.groupBy(pods, (pod) => pod.workload);
  return [...byWorkload].flatMap(([caller, callers]) =>
    [...byWorkload].flatMap(([called, targets]) => {
      const [from] = callers;
      const to = targets.find((pod) => pod !== from);
      const workload = compiled.index.workloads[called];
      if (!from || !to || !workload) return [];
      return portsOf(workload, services, ports).flatMap((port) => {
        const verdict = verdictOf(compiled, { workload: caller }, { workload: called }, 'TCP', port);
        return verdict === 'unknown' ? [] : [{ from, to, port, allowed: verdict === 'allowed' }];
      });
    }),
  );
}

function portsOf(workload: Workload, services: readonly Service[], named: readonly number[]): number[] {
  const declared = workload.ports.filter((p) => p.protocol === 'TCP');
  const behind = services.filter(
    ({ namespace, selector }) =>
      namespace === workload.namespace && selector && matches({ matchLabels: selector }, workload.labels),
  );
  const sentTo = behind.flatMap((service) =>
    service.ports.flatMap(({ targetPort, protocol }) => {
      if (protocol !== 'TCP') return [];
      return typeof targetPort === 'number'
        ? [targetPort]
        : declared.flatMap((p) => (p.name === targetPort ? p.port : []));
    }),
  );
  return [...new Set([...declared.map((p) => p.port), ...sentTo, ...named])].sort((a, b) => a - b);
}
