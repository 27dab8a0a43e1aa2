import { type Connection, connections } from '@headrace/topology';
import { rangesOf } from '../generate/ports.ts';
import type { Protocol } from '../model/policy.ts';
import { type PortSet, ports as portsOf, unionOfAll } from '../ports/port-set.ts';
import type { FlinkClusterPods, Installation } from './context.ts';

/** A connection of the topology between two workloads that are there, by their numbers in `compiled.index`. */
export interface Needed {
  readonly from: number;
  readonly to: number;
  readonly protocol: Protocol;
  /** One of them, to try it by. */
  readonly port: number;
  /** All ports on which it may listen: Flink takes any of a range. */
  readonly ports: PortSet;
  readonly listener: Connection['listener'];
}

/** What an installation needs among its own pods, whatever it is configured with. */
export function neededBy({ clusters }: Pick<Installation, 'clusters'>): Needed[] {
  const all = clusters.flatMap(neededIn);
  // Pods that are no cluster's own call each other once, however many clusters there are.
  return [...new Map(all.map((n) => [`${n.from} ${n.to} ${n.listener.name}`, n])).values()];
}

function neededIn({ options, workloadsOf }: FlinkClusterPods): Needed[] {
  return connections().flatMap(({ from, to, listener, outside }) => {
    if (outside !== undefined || from === 'anyone' || from === 'scraper' || listener.when !== undefined) return [];
    const ranges = rangesOf(listener, options);
    const [range] = ranges;
    if (!range) return [];
    const [protocol = 'TCP'] = listener.protocols;
    const ports = unionOfAll(ranges.map(({ start, end }) => portsOf(protocol, start, end)));
    const needed = { protocol, port: range.start, ports, listener };
    return workloadsOf(from).flatMap((caller) =>
      workloadsOf(to).map((called) => ({ from: caller, to: called, ...needed })),
    );
  });
}
