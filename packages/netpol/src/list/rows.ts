import type { CompiledPolicies } from '../evaluate/compile.ts';
import { unknownPorts, type Verdict } from '../evaluate/verdict.ts';
import type { Protocol } from '../model/policy.ts';
import { protocols } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { allPorts, intersection, isNone, type PortRange, type PortSet } from '../ports/port-set.ts';
import { type Focus, isLookedAt } from './focus.ts';
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
 * caller; a pair with both verdicts is given twice. They are worked out one by one: a cluster has as many as the square of its
 * workloads.
 */
export function* listedPairs(compiled: CompiledPolicies, focus: Focus = {}): Generator<ListedPair> {
  const matrix = new Matrix(compiled);
  const outside = new Outside(compiled);
  const names = compiled.index.workloads.map(workloadKey);
  const { ports: wanted = allPorts } = focus;
  for (const [to, name] of names.entries()) {
    for (const from of matrix.callers(to)) {
      if (!isLookedAt(compiled, focus, from, to)) continue;
      const reach = matrix.cell(from, to);
      const pair = { from: names[from] ?? '', to: name };
      const [allowed, unknown] = [intersection(reach.allowed, wanted), intersection(unknownPorts(reach), wanted)];
      if (!isNone(allowed)) yield { ...pair, ports: allowed, verdict: 'allowed' };
      if (!isNone(unknown)) yield { ...pair, ports: unknown, verdict: 'unknown' };
    }
    for (const direction of ['Ingress', 'Egress'] as const) {
      const [caller, called] = direction === 'Ingress' ? [undefined, to] : [to, undefined];
      if (!isLookedAt(compiled, focus, caller, called)) continue;
      for (const { cidrs, ports: open } of outside.groups(to, direction)) {
        const ports = intersection(open, wanted);
        if (isNone(ports)) continue;
        for (const cidr of cidrs)
          yield {
            ...(direction === 'Ingress' ? { from: cidr, to: name } : { from: name, to: cidr }),
            ports,
            verdict: 'allowed',
          };
      }
    }
  }
}

/** The list as rows for programs. */
export function* listRows(compiled: CompiledPolicies, focus: Focus = {}): Generator<ListRow> {
  for (const { from, to, ports, verdict } of listedPairs(compiled, focus))
    for (const protocol of protocols)
      if (ports[protocol].length > 0) yield { from, to, protocol, ports: ports[protocol], verdict };
}
