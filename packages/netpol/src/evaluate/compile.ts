import type { Direction, NetworkPolicySpec } from '../model/policy.ts';
import type { LocatedPolicy, World } from '../model/world.ts';
import type { Members } from '../selector/members.ts';
import { type Grant, grantOf, selectedBy } from './grant.ts';
import { grouped } from './groups.ts';
import { type Places, placesOf } from './places.ts';
import { sightOf } from './sight.ts';

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

/**
 * Makes a world ready.
 * @param seenBy policies that tell pods apart, where these are more than the world's own: two worlds that are compared have
 *   the same groups of pods
 */
export function prepare(world: World, seenBy: readonly LocatedPolicy[] = world.policies): Ready {
  const sight = sightOf(seenBy.map(({ policy }) => policy));
  const places = placesOf({ ...world, workloads: grouped(world.workloads, sight) });
  const nobody = places.workloads.map(() => []);
  return withPolicies({ places, policies: [], restricting: { Ingress: nobody, Egress: nobody } }, world.policies);
}

/**
 * Other policies over the same places, which tell no pods apart that are one workload there. What stays the same object is not worked out again: one changed policy costs that
 * one and the workloads that it selects.
 */
export function withPolicies(
  { places, policies: before, restricting }: Ready,
  located: readonly LocatedPolicy[],
): Ready {
  const known = new Map(before.map((ready) => [ready.located.policy, ready]));
  const policies = located.map((l) => known.get(l.policy) ?? readyPolicy(places, l));
  const [had, has] = [new Set(before), new Set(policies)];
  const removed = before.filter((p) => !has.has(p));
  const added = policies.filter((p) => !had.has(p));
  const patched = (direction: Direction) => patch(restricting[direction], direction, removed, added);
  return { places, policies, restricting: { Ingress: patched('Ingress'), Egress: patched('Egress') } };
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

type Restricting = readonly (readonly ReadyPolicy[])[];

function patch(
  before: Restricting,
  direction: Direction,
  removed: readonly ReadyPolicy[],
  added: readonly ReadyPolicy[],
): Restricting {
  const now = [...before];
  for (const policy of removed)
    if (policy.grants[direction]) for (const i of policy.selects) now[i] = (now[i] ?? []).filter((p) => p !== policy);
  // Lists of workloads that many policies select grow in place: each is a copy of its own after the first.
  const own = new Map<number, ReadyPolicy[]>();
  for (const policy of added)
    if (policy.grants[direction])
      for (const i of policy.selects) {
        const list = own.get(i) ?? [...(now[i] ?? [])];
        list.push(policy);
        own.set(i, list);
      }
  for (const [i, list] of own) now[i] = list;
  return now;
}
