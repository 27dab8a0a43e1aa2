import type { Protocol } from '../model/policy.ts';
import { allPorts, difference, has, intersection, isNone, noPorts, type PortSet, union } from '../ports/port-set.ts';

/** Whether a connection is let through. `unknown`: what was read does not decide it (an address or a label is missing). */
export const verdicts = ['allowed', 'denied', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * Ports by verdict: those that are let through for certain, and those for which it is unknown; all others are denied.
 * `possible` holds both, so that intersections and unions are those of the two sets (Kleene's three-valued logic).
 */
export interface Reach {
  readonly allowed: PortSet;
  /** Holds `allowed`. */
  readonly possible: PortSet;
}

/** Ports that are let through for certain, and no others. */
export const certain = (ports: PortSet): Reach => ({ allowed: ports, possible: ports });

export const reachOfAll: Reach = certain(allPorts);
export const reachOfNone: Reach = certain(noPorts);

/** What either lets through. */
export function eitherReach(a: Reach, b: Reach): Reach {
  if (a === reachOfNone || b === reachOfAll) return b;
  if (b === reachOfNone || a === reachOfAll) return a;
  return { allowed: union(a.allowed, b.allowed), possible: union(a.possible, b.possible) };
}

/** What both let through. */
export function bothReach(a: Reach, b: Reach): Reach {
  if (a === reachOfAll || b === reachOfNone) return b;
  if (b === reachOfAll || a === reachOfNone) return a;
  return { allowed: intersection(a.allowed, b.allowed), possible: intersection(a.possible, b.possible) };
}

/** The ports that may be let through or not. */
export function unknownPorts({ allowed, possible }: Reach): PortSet {
  return allowed === possible ? noPorts : difference(possible, allowed);
}

/** Whether every port is denied for certain. */
export const isDenied = ({ possible }: Reach): boolean => isNone(possible);

export function verdictAt({ allowed, possible }: Reach, protocol: Protocol, port: number): Verdict {
  if (has(allowed, protocol, port)) return 'allowed';
  return has(possible, protocol, port) ? 'unknown' : 'denied';
}
