import { type Address, parseHostAddress } from '../address/address.ts';
import type { Direction, Protocol } from '../model/policy.ts';
import { type Workload, workloadKey } from '../model/world.ts';
import { allPorts, isNone, union } from '../ports/port-set.ts';
import { isMember } from '../selector/workload-set.ts';
import type { CompiledPolicies } from './compile.ts';
import { isCalled } from './groups.ts';
import { portsOpenedAt, type ResolvedRule } from './resolved-rule.ts';
import { bothReach, eitherReach, type Reach, reachOfAll, reachOfNone, type Verdict, verdictAt } from './verdict.ts';
import { type OpenedBlocks, openToWholeFamily } from './whole-family.ts';
import { blockHolds } from './workload-index.ts';

/** One end of a connection: a workload by its number in `CompiledPolicies.index`, or an address that belongs to none. */
export type Endpoint = { readonly workload: number } | { readonly address: Address };

/**
 * The end of a name: `namespace/name` where only one kind has it, `namespace/name[Kind]`, or an address, also in brackets as
 * before a port. Undefined when there is none, or more than one (`workloadsNamed` has them).
 */
export function endpointNamed(compiled: CompiledPolicies, name: string): Endpoint | undefined {
  const { index } = compiled;
  const [workload, ...others] = workloadsNamed(compiled, name);
  if (workload !== undefined) return others.length === 0 ? { workload } : undefined;
  const address = parseHostAddress(name);
  if (!address) return undefined;
  const owner = index.addresses.findIndex((own) =>
    own.some((a) => a.family === address.family && a.value === address.value),
  );
  return owner >= 0 ? { workload: owner } : { address };
}

/**
 * Workloads that a name means, by their numbers: `namespace/name` may be of several kinds, `namespace/name[Kind]` is of one. A
 * workload of that name counts before others: those of a controller or ReplicaSet of that name, or with a pod of it.
 */
export function workloadsNamed({ index: { workloads } }: CompiledPolicies, name: string): number[] {
  const own = (w: Workload) => workloadKey(w) === name || `${w.namespace}/${w.name}` === name;
  const found = workloads.flatMap((w, i) => (own(w) ? [i] : []));
  return found.length > 0 ? found : workloads.flatMap((w, i) => (isCalled(w, name) ? [i] : []));
}

/** Whether a connection from one end to a port of the other is let through. */
export const verdictOf = (
  compiled: CompiledPolicies,
  from: Endpoint,
  to: Endpoint,
  protocol: Protocol,
  port: number,
): Verdict => verdictAt(reach(compiled, from, to), protocol, port);

/**
 * The ports of `to` that `from` may reach: what egress of the one and ingress of the other both allow, over any family of
 * addresses that both have. A single pod always reaches itself, whatever the policies say.
 */
export function reach(compiled: CompiledPolicies, from: Endpoint, to: Endpoint): Reach {
  if (isSelf(compiled, from, to)) return reachOfAll;
  return familiesOf(compiled, from, to).reduce<Reach>(
    (sum, family) =>
      eitherReach(
        sum,
        bothReach(
          allowedPorts(compiled, 'Egress', from, to, family),
          allowedPorts(compiled, 'Ingress', from, to, family),
        ),
      ),
    reachOfNone,
  );
}

/** Pods of one template are several, and only each for itself is beyond all policies. */
export function isSelf({ index }: CompiledPolicies, from: Endpoint, to: Endpoint): boolean {
  if (!('workload' in from) || !('workload' in to) || from.workload !== to.workload) return false;
  return index.workloads[from.workload]?.kind === 'Pod';
}

/** Families over which the two can talk. One whose addresses are not known counts with both. */
export function familiesOf(compiled: CompiledPolicies, from: Endpoint, to: Endpoint): readonly (4 | 6)[] {
  const [a, b] = [ownFamilies(compiled, from), ownFamilies(compiled, to)];
  return ([4, 6] as const).filter((family) => (a.size === 0 || a.has(family)) && (b.size === 0 || b.has(family)));
}

/** Families of addresses over which somebody outside can get to a workload, or it to them: those it has, both where none is known. */
export function familiesAt(compiled: CompiledPolicies, workload: number): readonly (4 | 6)[] {
  const own = ownFamilies(compiled, { workload });
  return ([4, 6] as const).filter((family) => own.size === 0 || own.has(family));
}

function ownFamilies({ index }: CompiledPolicies, end: Endpoint): Set<4 | 6> {
  const own = 'workload' in end ? (index.addresses[end.workload] ?? []) : [end.address];
  return new Set(own.map((a) => a.family));
}

/** What one side allows: everything where no policy restricts it, else what the rules of all its policies allow together. */
export function allowedPorts(
  compiled: CompiledPolicies,
  direction: Direction,
  from: Endpoint,
  to: Endpoint,
  family: 4 | 6,
): Reach {
  const [own, peer] = direction === 'Ingress' ? [to, from] : [from, to];
  if (!('workload' in own)) return reachOfAll;
  const policies = compiled.restricting[direction][own.workload] ?? [];
  if (policies.length === 0) return reachOfAll;
  const target = targetOf(compiled, to);
  let { allowed, possible } = reachOfNone;
  const maybe: OpenedBlocks[] = [];
  for (const policy of policies)
    for (const rule of policy.rules[direction] ?? []) {
      const admitted = admits(compiled, rule, peer, family);
      if (admitted === 'denied') continue;
      const ports = portsOpenedAt(rule, target);
      possible = union(possible, ports);
      if (admitted === 'allowed') allowed = union(allowed, ports);
      else maybe.push({ blocks: rule.blocks, ports });
    }
  if (maybe.length > 1 && isUnaddressed(compiled, peer)) allowed = union(allowed, openToWholeFamily(maybe, family));
  return { allowed, possible };
}

/** Whether a rule lets a peer through, whatever the port: unknown where an address or the labels of a namespace decide it. */
export function admits(compiled: CompiledPolicies, rule: ResolvedRule, peer: Endpoint, family: 4 | 6): Verdict {
  if (rule.everyone) return 'allowed';
  if ('address' in peer) return rule.blocks.some((block) => blockHolds(block, peer.address)) ? 'allowed' : 'denied';
  const { workload } = peer;
  if (isMember(rule.selected, workload) || isMember(rule.addressed[family], workload)) return 'allowed';
  const blocks = isUnaddressed(compiled, peer) ? rule.blocks.filter(({ block }) => block?.family === family) : [];
  if (blocks.length > 0 && !isNone(openToWholeFamily([{ blocks, ports: allPorts }], family))) return 'allowed';
  return blocks.length > 0 || isMember(rule.maybeSelected, workload) ? 'unknown' : 'denied';
}

/** Whether it is a workload whose address is not known. */
export const isUnaddressed = ({ index }: CompiledPolicies, end: Endpoint): boolean =>
  'workload' in end && index.addresses[end.workload]?.length === 0;

export function targetOf({ index }: CompiledPolicies, to: Endpoint): Workload | undefined {
  return 'workload' in to ? index.workloads[to.workload] : undefined;
}
