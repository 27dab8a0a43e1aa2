import type { CompiledPolicies } from '../evaluate/compile.ts';
import { isNamed } from '../evaluate/resolved-rule.ts';
import type { WorkloadSet } from '../selector/workload-set.ts';

/**
 * Sorts workloads into groups that no policy tells apart: of one namespace, selected by the same policies, and let through
 * by the same rules. What one of a group may reach or be reached by, each of them may. Gives the members of each group, by
 * the numbers of the workloads.
 */
export function equivalenceClasses({ index, policies }: CompiledPolicies): number[][] {
  const groupOf = new Int32Array(index.workloads.length);
  let count = splitByKey(groupOf, (i) => {
    const workload = index.workloads[i];
    return JSON.stringify([workload?.namespace, workload?.hostNetwork, familiesOf(index.addresses[i] ?? [])]);
  });
  const split = (members: WorkloadSet) => {
    count = splitByMembers(groupOf, count, members);
  };
  for (const { selects, rules } of policies) {
    split(selects);
    for (const rule of [...(rules.Ingress ?? []), ...(rules.Egress ?? [])])
      for (const members of [rule.selected, rule.maybeSelected, rule.addressed[4], rule.addressed[6]]) split(members);
  }
  const named = policies.some((p) => [...(p.rules.Ingress ?? []), ...(p.rules.Egress ?? [])].some(isNamed));
  if (named) count = splitByKey(groupOf, (i) => `${groupOf[i]} ${JSON.stringify(index.workloads[i]?.ports)}`);
  const groups: number[][] = Array.from({ length: count }, () => []);
  groupOf.forEach((group, i) => {
    groups[group]?.push(i);
  });
  return groups.filter((members) => members.length > 0).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const familiesOf = (addresses: readonly { readonly family: 4 | 6 }[]): string =>
  [...new Set(addresses.map((a) => a.family))].sort().join('');

function splitByKey(groupOf: Int32Array, keyOf: (i: number) => string): number {
  const known = new Map<string, number>();
  groupOf.forEach((_, i) => {
    const key = keyOf(i);
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    groupOf[i] = group;
  });
  return known.size;
}

/** Members leave their groups for new ones; a group of which all are members only gets another number. */
function splitByMembers(groupOf: Int32Array, count: number, members: WorkloadSet): number {
  const moved = new Map<number, number>();
  let next = count;
  for (const i of members) {
    const old = groupOf[i] ?? 0;
    const to = moved.get(old) ?? next++;
    moved.set(old, to);
    groupOf[i] = to;
  }
  return next;
}
