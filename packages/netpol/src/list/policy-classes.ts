import type { CompiledPolicies, CompiledPolicy } from '../evaluate/compile.ts';
import { isNamed, portsOpenedAt, type ResolvedRule } from '../evaluate/resolved-rule.ts';
import { type Reach, reachOfAll } from '../evaluate/verdict.ts';
import { openToWholeFamily } from '../evaluate/whole-family.ts';
import type { Direction } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, isNone, noPorts, type PortSet, sameSet, union } from '../ports/port-set.ts';
import { isMember, nobody, unionOf, type WorkloadSet } from '../selector/workload-set.ts';

/** Peers to which the same ports are open. */
export interface PeerGroup {
  /** Of who is called: which ports names mean, each target says itself. */
  readonly portsAt: (target: Workload) => PortSet;
  readonly everyone: boolean;
  readonly members: WorkloadSet;
  /** Those of whom it is not known: their address or the labels of their namespace decide it. */
  readonly maybe: WorkloadSet;
}

/** What the rules of a class say over one family of addresses. */
export interface FamilySide {
  readonly groups: readonly PeerGroup[];
  /** What is open to every address: so much is open to each peer whose address is not known. */
  readonly toUnaddressed: (target: Workload) => PortSet;
}

/** One side of workloads that the same policies restrict alike. */
export interface PolicyClass {
  /** What the rules say over a family of addresses; nothing where no policy restricts it. */
  readonly rules: ((family: 4 | 6) => FamilySide) | undefined;
  /** Whether the rules say the same over both families: none of them has a block. */
  readonly isOneForBoth: boolean;
  /** Everybody in any group. */
  readonly anyone: boolean;
  /** Those in any group over any family, also those that only may be. */
  readonly peers: WorkloadSet;
}

/** The sides of all workloads in one direction: as many classes as there are different sets of policies. */
export interface PolicyClasses {
  readonly classes: readonly PolicyClass[];
  /** The class of a workload. */
  readonly of: Int32Array;
}

const open: PolicyClass = { rules: undefined, isOneForBoth: true, anyone: true, peers: nobody };

/** Classes by the policies that restrict them, one after the other. */
interface Step {
  readonly next: Map<CompiledPolicy | string, Step>;
  found: number | undefined;
}

/** Sorts workloads into classes. */
export function policyClasses(compiled: CompiledPolicies, direction: Direction): PolicyClasses {
  const { index, restricting } = compiled;
  const classes: PolicyClass[] = [open];
  const first: Step = { next: new Map(), found: 0 };
  const after = (step: Step, by: CompiledPolicy | string): Step => {
    const known = step.next.get(by) ?? { next: new Map(), found: undefined };
    step.next.set(by, known);
    return known;
  };
  const of = new Int32Array(index.workloads.length);
  index.workloads.forEach((workload, i) => {
    const policies = restricting[direction][i] ?? [];
    const names = direction === 'Ingress' && policies.some((p) => p.rules.Ingress?.some(isNamed));
    const last = policies.reduce(after, first);
    const step = names ? after(last, JSON.stringify(workload.ports)) : last;
    if (step.found === undefined) {
      step.found = classes.length;
      const rules = policies.flatMap((p) => p.rules[direction] ?? []);
      classes.push(classOf(compiled, direction === 'Ingress' ? rules.map((r) => resolved(r, workload)) : rules));
    }
    of[i] = step.found;
  });
  return { classes, of };
}

/** A rule for who calls a workload: of that one it is known which ports its names are. */
const resolved = (rule: ResolvedRule, target: Workload): ResolvedRule =>
  isNamed(rule) ? { ...rule, fixed: portsOpenedAt(rule, target), named: [] } : rule;

function classOf(compiled: CompiledPolicies, rules: readonly ResolvedRule[]): PolicyClass {
  const own = rules.filter((r) => !isNone(r.fixed) || isNamed(r));
  const hasBlocks = own.some((r) => r.blocks.length > 0);
  // Most clusters have addresses of one family, and nobody asks for the other.
  const sides: Partial<Record<4 | 6, FamilySide>> = {};
  const ofFamily = (family: 4 | 6) => {
    sides[family] ??= familySide(compiled, own, family);
    return sides[family];
  };
  const maybe = hasBlocks ? [compiled.index.unaddressed] : [];
  return {
    rules: hasBlocks ? ofFamily : () => ofFamily(4),
    isOneForBoth: !hasBlocks,
    anyone: own.some((r) => r.everyone),
    peers: unionOf([...own.flatMap((r) => [r.selected, r.maybeSelected, r.addressed[4], r.addressed[6]]), ...maybe]),
  };
}

function familySide({ index }: CompiledPolicies, rules: readonly ResolvedRule[], family: 4 | 6): FamilySide {
  const groups: { first: ResolvedRule; everyone: boolean; sets: WorkloadSet[]; maybe: WorkloadSet[] }[] = [];
  for (const rule of rules) {
    const known = groups.find(({ first }) => !isNamed(first) && !isNamed(rule) && sameSet(first.fixed, rule.fixed));
    const group = known ?? { first: rule, everyone: false, sets: [], maybe: [] };
    if (!known) groups.push(group);
    group.everyone ||= rule.everyone;
    group.sets.push(rule.selected, rule.addressed[family]);
    group.maybe.push(rule.maybeSelected, ...(isAbout(rule, family) ? [index.unaddressed] : []));
  }
  return {
    groups: groups.map(({ first, everyone, sets, maybe }) => ({
      portsAt: isNamed(first) ? (target) => portsOpenedAt(first, target) : () => first.fixed,
      everyone,
      members: unionOf(sets),
      maybe: unionOf(maybe),
    })),
    toUnaddressed: wholeBy(rules, family),
  };
}

const isAbout = ({ blocks }: ResolvedRule, family: 4 | 6): boolean =>
  blocks.some(({ block }) => block?.family === family);

const toNobody = (): PortSet => noPorts;

/** Worked out once, or once for all targets with the same ports where rules name ports by name. */
function wholeBy(rules: readonly ResolvedRule[], family: 4 | 6): FamilySide['toUnaddressed'] {
  const withBlocks = rules.filter((r) => isAbout(r, family));
  if (withBlocks.length === 0) return toNobody;
  const byPorts = withBlocks.some(isNamed);
  const known = new Map<string, PortSet>();
  return (target) => {
    const key = byPorts ? JSON.stringify(target.ports) : '';
    const found =
      known.get(key) ??
      openToWholeFamily(
        withBlocks.map((rule) => ({ blocks: rule.blocks, ports: portsOpenedAt(rule, target) })),
        family,
      );
    known.set(key, found);
    return found;
  };
}

/** What one side of a class lets through to or from a peer; `target` is who is called. */
export function portsIn(
  side: PolicyClass,
  family: 4 | 6,
  peer: number,
  target: Workload,
  isUnaddressed: boolean,
): Reach {
  if (!side.rules) return reachOfAll;
  const allowed = allowedIn(side, family, peer, target, isUnaddressed);
  let more = noPorts;
  for (const group of side.rules(family).groups)
    if (isMember(group.maybe, peer) && !isInGroup(group, peer)) more = union(more, group.portsAt(target));
  return { allowed, possible: isNone(more) ? allowed : union(allowed, more) };
}

/** The same, as far as it is let through for certain. */
export function allowedIn(
  { rules }: PolicyClass,
  family: 4 | 6,
  peer: number,
  target: Workload,
  isUnaddressed: boolean,
): PortSet {
  if (!rules) return allPorts;
  const { groups, toUnaddressed } = rules(family);
  let allowed = isUnaddressed ? toUnaddressed(target) : noPorts;
  for (const group of groups) if (isInGroup(group, peer)) allowed = union(allowed, group.portsAt(target));
  return allowed;
}

const isInGroup = ({ everyone, members }: PeerGroup, peer: number): boolean => everyone || isMember(members, peer);
