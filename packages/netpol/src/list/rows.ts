import type { Ready } from '../evaluate/compile.ts';
import { unknownPorts, type Verdict } from '../evaluate/verdict.ts';
import type { Protocol } from '../model/policy.ts';
import { protocols } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { isNone, type PortRange, type PortSet } from '../ports/port-set.ts';
import { Matrix } from './matrix.ts';
import { Outside } from './outside.ts';

/** A verdict that a list tells: what is denied is left out. */
export type ListedVerdict = Exclude<Verdict, 'denied'>;

/** One row of the list: workloads as `namespace/name[Kind]`, addresses as CIDR, one row for each pair and protocol. */
export interface ListRow {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly verdict: ListedVerdict;
}

/** A pair that may talk, or of which that is unknown, with all ports. */
export interface ListedPair {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
  readonly verdict: ListedVerdict;
}

/**
 * Every pair that may talk or may be able to: workloads among each other, and each with the outside. In order of target, then
 * caller; a pair with both verdicts is given twice.
 */
export function* listedPairs(ready: Ready): Generator<ListedPair> {
  const matrix = new Matrix(ready);
  const outside = new Outside(ready);
  const names = ready.places.workloads.map(workloadKey);
  for (const [to, name] of names.entries()) {
    const found: ListedPair[] = [];
    matrix.row(to, (from, reach) => {
      const pair = { from: names[from] ?? '', to: name };
      if (!isNone(reach.allowed)) found.push({ ...pair, ports: reach.allowed, verdict: 'allowed' });
      const unknown = unknownPorts(reach);
      if (!isNone(unknown)) found.push({ ...pair, ports: unknown, verdict: 'unknown' });
    });
    yield* found;
    for (const { cidrs, ports } of outside.groups(to, 'Ingress'))
      for (const from of cidrs) yield { from, to: name, ports, verdict: 'allowed' };
    for (const { cidrs, ports } of outside.groups(to, 'Egress'))
      for (const cidr of cidrs) yield { from: name, to: cidr, ports, verdict: 'allowed' };
  }
}

/** The list as rows for people and programs. */
export function* listRows(ready: Ready): Generator<ListRow> {
  for (const { from, to, ports, verdict } of listedPairs(ready))
    for (const protocol of protocols)
      if (ports[protocol].length > 0) yield { from, to, protocol, ports: ports[protocol], verdict };
}
