import type { NetworkPolicy } from '../model/policy.ts';
import type { LocatedPolicy } from '../model/world.ts';

/** A policy that stands in no file: `name` is said where its place would be. */
export function located(policy: NetworkPolicy, name: string): LocatedPolicy {
  return { policy, placeOf: () => ({ file: name, line: 1, column: 1 }) };
}
