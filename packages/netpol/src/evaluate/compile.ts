import type { Direction, NetworkPolicySpec } from '../model/policy.ts';
import type { LocatedPolicy, World } from '../model/world.ts';
import type { Members } from '../selector/members.ts';
import { type Grant, grantOf, selectedBy } from './grant.ts';
import { grouped } from './groups.ts';
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

/**
 * Makes a world ready.
 * @param seenBy policies that tell pods apart, where these are more than the world's own: two worlds that are compared have
 *   the same groups of pods
 */
export function prepare(world: World, seenBy: readonly LocatedPolicy[] = world.policies): Ready {
  const places = placesOf({ ...world, workloads: grouped(world.workloads, seenBy) });
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
  const { policies, removed, added } = exchanged(places, before, located);
  const patched = (direction: Direction) => patch(restricting[direction], direction, removed, added);
  return { places, policies, restricting: { Ingress: patched('Ingress'), Egress: patched('Egress') } };
}

/** What stays, goes and comes. Most policies stand where they stood: those are found without an index of all. */
function exchanged(places: Places, before: readonly ReadyPolicy[], located: readonly LocatedPolicy[]) {
  const stays = (i: number) => before[i] !== undefined && before[i].located.policy === located[i]?.policy;
  const left = new Map(before.flatMap((ready, i) => (stays(i) ? [] : [[ready.located.policy, ready] as const])));
  const added: ReadyPolicy[] = [];
  const policies = located.map((one, i) => {
    if (stays(i)) return before[i] as ReadyPolicy;
    const moved = left.get(one.policy);
    left.delete(one.policy);
    const ready = moved ?? readyPolicy(places, one);
    if (!moved) added.push(ready);
    return ready;
  });
  return { policies, removed: [...left.values()], added };
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
