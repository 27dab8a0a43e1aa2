import type { CompiledPolicies } from '../evaluate/compile.ts';
import type { PortSet } from '../ports/port-set.ts';

/** Which part of a list is wanted; all of it where nothing is set. */
export interface Focus {
  /** Callers, by their numbers. */
  readonly from?: ReadonlySet<number>;
  /** Those who are called, by their numbers. */
  readonly to?: ReadonlySet<number>;
  /** Namespaces of which one end is. */
  readonly namespaces?: ReadonlySet<string>;
  /** Ports that matter: others are left out. */
  readonly ports?: PortSet;
}

/** Whether a connection between two ends is looked at; undefined is an end outside. */
export function isLookedAt(
  { index: { workloads } }: CompiledPolicies,
  { from, to, namespaces }: Focus,
  caller: number | undefined,
  called: number | undefined,
): boolean {
  if (from && (caller === undefined || !from.has(caller))) return false;
  if (to && (called === undefined || !to.has(called))) return false;
  if (!namespaces) return true;
  return [caller, called].some((end) => end !== undefined && namespaces.has(workloads[end]?.namespace ?? ''));
}
