import type { Direction, NetworkPolicySpec } from '../model/policy.ts';
import type { LocatedPolicy, World } from '../model/world.ts';
import type { WorkloadSet } from '../selector/workload-set.ts';
import { grouped } from './groups.ts';
import { type ResolvedRule, resolveRule, selectedBy } from './resolved-rule.ts';
import { indexWorkloads, type WorkloadIndex } from './workload-index.ts';

/** A policy whose selectors are resolved to workloads. A direction that it does not restrict has no list of rules, not an empty one. */
export interface CompiledPolicy {
  readonly located: LocatedPolicy;
  readonly selects: WorkloadSet;
  readonly rules: Readonly<Partial<Record<Direction, readonly ResolvedRule[]>>>;
}

/** The policies of a world, compiled: labels are indexed, and rules are resolved to sets of workloads. */
export interface CompiledPolicies {
  readonly index: WorkloadIndex;
  readonly policies: readonly CompiledPolicy[];
  /** Policies that restrict a direction of a workload, by the workload's number. */
  readonly restricting: Readonly<Record<Direction, readonly (readonly CompiledPolicy[])[]>>;
}

/**
 * Compiles the policies of a world.
 * @param seenBy policies that tell pods apart, where these are more than the world's own: two worlds that are compared have
 *   the same groups of pods
 */
export function compile(world: World, seenBy: readonly LocatedPolicy[] = world.policies): CompiledPolicies {
  const index = indexWorkloads({ ...world, workloads: grouped(world.workloads, seenBy) });
  const nobody = index.workloads.map(() => []);
  return withPolicies({ index, policies: [], restricting: { Ingress: nobody, Egress: nobody } }, world.policies);
}

/**
 * Compiles other policies over the same workloads; they must tell no pods apart that are one workload there. A policy that stays the
 * same object is not compiled again, so that one changed policy costs that policy and the workloads that it selects.
 */
export function withPolicies(
  { index, policies: before, restricting }: CompiledPolicies,
  located: readonly LocatedPolicy[],
): CompiledPolicies {
  const { policies, removed, added } = exchanged(index, before, located);
  const patched = (direction: Direction) => patch(restricting[direction], direction, removed, added);
  return { index, policies, restricting: { Ingress: patched('Ingress'), Egress: patched('Egress') } };
}

/** What stays, goes and comes. Most policies stand where they stood: those are found without an index of all. */
function exchanged(index: WorkloadIndex, before: readonly CompiledPolicy[], located: readonly LocatedPolicy[]) {
  const staying = located.map((one, i) => (before[i]?.located.policy === one.policy ? before[i] : undefined));
  const left = new Map(before.flatMap((one, i) => (staying[i] ? [] : [[one.located.policy, one] as const])));
  const added: CompiledPolicy[] = [];
  const policies = located.map((one, i) => {
    const same = staying[i];
    if (same) return same;
    const moved = left.get(one.policy);
    left.delete(one.policy);
    const policy = moved ?? compilePolicy(index, one);
    if (!moved) added.push(policy);
    return policy;
  });
  return { policies, removed: [...left.values()], added };
}

function compilePolicy(index: WorkloadIndex, located: LocatedPolicy): CompiledPolicy {
  const { metadata, spec } = located.policy;
  const selects = selectedBy(index, metadata.namespace, { podSelector: spec.podSelector });
  const rules: Partial<Record<Direction, readonly ResolvedRule[]>> = {};
  for (const direction of directionsOf(spec)) {
    const section = (direction === 'Ingress' ? spec.ingress : spec.egress) ?? [];
    rules[direction] = section.map((rule, i) => resolveRule(index, metadata.namespace, direction, i, rule));
  }
  return { located, selects, rules };
}

/**
 * The directions that a policy restricts: Ingress where `policyTypes` is missing, and Egress too where there is an egress section.
 * Source: the documentation of `policyTypes` in the NetworkPolicy API.
 */
export function directionsOf({ policyTypes, egress }: NetworkPolicySpec): readonly Direction[] {
  if (policyTypes) return policyTypes;
  return egress !== undefined && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

type Restricting = readonly (readonly CompiledPolicy[])[];

function patch(
  before: Restricting,
  direction: Direction,
  removed: readonly CompiledPolicy[],
  added: readonly CompiledPolicy[],
): Restricting {
  const now = [...before];
  for (const policy of removed)
    if (policy.rules[direction]) for (const i of policy.selects) now[i] = (now[i] ?? []).filter((p) => p !== policy);
  // Lists of workloads that many policies select grow in place: each is a copy of its own after the first.
  const own = new Map<number, CompiledPolicy[]>();
  for (const policy of added)
    if (policy.rules[direction])
      for (const i of policy.selects) {
        const list = own.get(i) ?? [...(now[i] ?? [])];
        list.push(policy);
        own.set(i, list);
      }
  for (const [i, list] of own) now[i] = list;
  return now;
}
