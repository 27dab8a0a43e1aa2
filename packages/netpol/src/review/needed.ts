import { type Connection, connections } from '@headrace/topology';
import { rangesOf } from '../generate/ports.ts';
import type { Protocol } from '../model/policy.ts';
import type { Installation } from './context.ts';

/** A connection of the topology between two workloads that are there, by their numbers in `ready.places`. */
export interface Needed {
  readonly from: number;
  readonly to: number;
  readonly protocol: Protocol;
  readonly port: number;
  readonly listener: Connection['listener'];
}

/** What an installation needs among its own pods, whatever it is configured with. */
export function neededBy({ options, workloadsOf }: Installation): Needed[] {
  return connections().flatMap(({ from, to, listener, outside }) => {
    if (outside !== undefined || from === 'anyone' || from === 'scraper' || listener.when !== undefined) return [];
    const [range] = rangesOf(listener, options);
    if (!range) return [];
    const [protocol = 'TCP'] = listener.protocols;
    return workloadsOf(from).flatMap((caller) =>
      workloadsOf(to).map((called) => ({ from: caller, to: called, protocol, port: range.start, listener })),
    );
  });
}
