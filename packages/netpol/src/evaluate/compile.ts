import type { Direction, NetworkPolicySpec } from '../model/policy.ts';
import type { LocatedPolicy, World } from '../model/world.ts';
import type { Members } from '../selector/members.ts';
import { type Grant, grantOf, selectedBy } from './grant.ts';
import { type Places, placesOf } from './places.ts';

/** A policy made ready. A direction that it does not restrict has no grants, not an empty list of them. */
export interface ReadyPolicy {
  readonly located: LocatedPolicy;
  readonly selects: Members;
  readonly grants: Readonly<Partial<Record<Direction, readonly Grant[]>>>;
}

/** A world made ready to be asked: labels indexed, rules resolved to sets of workloads. */
export interface Ready {
  readonly places: Places;
  readonly policies: readonly ReadyPolicy[];
  /** Policies that restrict a direction of a workload, by the workload's number. */
  readonly restricting: Readonly<Record<Direction, readonly (readonly ReadyPolicy[])[]>>;
}

/** Makes a world ready. */
export function prepare(world: World): Ready {
  return withPolicies(placesOf(world), world.policies);
}

/** Other policies over the same places: indexes are kept, and so are policies that stay the same objects. */
export function withPolicies(
  places: Places,
  policies: readonly LocatedPolicy[],
  known: readonly ReadyPolicy[] = [],
): Ready {
  const before = new Map(known.map((ready) => [ready.located.policy, ready]));
  const ready = policies.map((located) => before.get(located.policy) ?? readyPolicy(places, located));
  return {
    places,
    policies: ready,
    restricting: { Ingress: restricting(places, ready, 'Ingress'), Egress: restricting(places, ready, 'Egress') },
  };
}

function readyPolicy(places: Places, located: LocatedPolicy): ReadyPolicy {
  const { metadata, spec } = located.policy;
  const selects = selectedBy(places, metadata.namespace, { podSelector: spec.podSelector });
  const grants: Partial<Record<Direction, readonly Grant[]>> = {};
  for (const direction of directionsOf(spec)) {
    const rules = (direction === 'Ingress' ? spec.ingress : spec.egress) ?? [];
    grants[direction] = rules.map((rule, i) => grantOf(places, metadata.namespace, direction, i, rule));
  }
  return { located, selects, grants };
}

/**
 * The directions that a policy restricts: Ingress where nothing is said, and Egress too where there is an egress section.
 * Source: the documentation of `policyTypes` in the NetworkPolicy API.
 */
export function directionsOf({ policyTypes, egress }: NetworkPolicySpec): readonly Direction[] {
  if (policyTypes) return policyTypes;
  return egress !== undefined && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function restricting({ workloads }: Places, policies: readonly ReadyPolicy[], direction: Direction): ReadyPolicy[][] {
  const found: ReadyPolicy[][] = workloads.map(() => []);
  for (const policy of policies) if (policy.grants[direction]) for (const i of policy.selects) found[i]?.push(policy);
  return found;
}
