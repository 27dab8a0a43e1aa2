import type { CompiledPolicies } from '../evaluate/compile.ts';
import type { Service, ServicePort, Workload } from '../model/world.ts';
import { matches } from '../selector/match.ts';

/** The workloads behind a Service, by their numbers in `compiled.index`. */
export function behind({ index }: CompiledPolicies, { namespace, selector }: Service): number[] {
  const range = index.ranges.get(namespace);
  if (!selector || !range) return [];
  const found: number[] = [];
  for (let i = range.start; i < range.end; i++)
    if (matches({ matchLabels: selector }, index.workloads[i]?.labels ?? {})) found.push(i);
  return found;
}

/** The port of a pod that a port of a Service leads to; undefined where the pod has none of that name. */
export const targetOf = ({ targetPort, protocol }: ServicePort, { ports }: Workload): number | undefined =>
  typeof targetPort === 'number'
    ? targetPort
    : ports.find((p) => p.name === targetPort && p.protocol === protocol)?.port;
