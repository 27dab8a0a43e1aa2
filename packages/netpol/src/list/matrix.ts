import { existing } from '@headrace/text';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import { isNamed } from '../evaluate/resolved-rule.ts';
import { bothReach, eitherReach, isDenied, type Reach, reachOfAll, reachOfNone } from '../evaluate/verdict.ts';
import type { Workload } from '../model/world.ts';
import { isNone, overlap, type PortSet } from '../ports/port-set.ts';
import { isMember } from '../selector/workload-set.ts';
import { Kinds } from './kinds.ts';
import { allowedIn, type PolicyClass, type PolicyClasses, policyClasses, portsIn } from './policy-classes.ts';

/** A bit for each family of addresses. */
const over = { 4: 1, 6: 2 } as const;

/**
 * Who may reach whom, all of it: workloads in classes, so that its size goes by the policies and not by the square of the
 * pods. A cell, a row or the count of all is worked out of the classes.
 */
export class Matrix {
  readonly compiled: CompiledPolicies;
  private readonly ingress: PolicyClasses;
  private readonly egress: PolicyClasses;
  /** The families of addresses of each workload; both where they are not known. */
  private readonly families: Uint8Array;

  constructor(compiled: CompiledPolicies) {
    this.compiled = compiled;
    this.ingress = policyClasses(compiled, 'Ingress');
    this.egress = policyClasses(compiled, 'Egress');
    this.families = Uint8Array.from(compiled.index.addresses, (own) =>
      own.length === 0 ? over[4] | over[6] : own.reduce((bits, { family }) => bits | over[family], 0),
    );
  }

  get size(): number {
    return this.compiled.index.workloads.length;
  }

  /** The ports of `to` that `from` may reach. */
  cell(from: number, to: number): Reach {
    if (from === to && this.compiled.index.workloads[from]?.kind === 'Pod') return reachOfAll;
    const [into, out] = [this.sideOf(this.ingress, to), this.sideOf(this.egress, from)];
    const common = (this.families[from] ?? 0) & (this.families[to] ?? 0);
    if (common === 0) return reachOfNone;
    if (!into.rules && !out.rules) return reachOfAll;
    const sum = common & over[4] ? this.over(4, from, to, into, out) : reachOfNone;
    const isSame = into.isOneForBoth && out.isOneForBoth;
    if (!(common & over[6]) || (isSame && common & over[4])) return sum;
    return eitherReach(sum, this.over(6, from, to, into, out));
  }

  private over(family: 4 | 6, from: number, to: number, into: PolicyClass, out: PolicyClass): Reach {
    const { workloads, addresses } = this.compiled.index;
    const target = existing(workloads[to]);
    const [caller, called] = [addresses[from]?.length === 0, addresses[to]?.length === 0];
    return bothReach(portsIn(into, family, from, target, caller), portsIn(out, family, to, target, called));
  }

  /** Calls back with everyone who may reach a workload (itself left out), or of whom that is unknown, and the ports. */
  row(to: number, visit: (from: number, reach: Reach) => void): void {
    for (const from of this.callers(to)) {
      const reach = this.cell(from, to);
      if (!isDenied(reach)) visit(from, reach);
    }
  }

  /** How many pairs of different workloads may talk on any port, for certain. */
  count(): number {
    const { family } = this;
    if (family === undefined) return this.countByRows();
    const free = this.freeCallers();
    const restricted = this.restrictedCallers();
    const kinds = new Kinds(this.size);
    const callers = new Map<PolicyClass, readonly CallerGroup[]>();
    let sum = 0;
    for (let to = 0; to < this.size; to++) {
      const side = this.sideOf(this.ingress, to);
      if (side.anyone) {
        sum += free.length - (isMember(free, to) ? 1 : 0);
        for (const from of restricted[to] ?? []) if (from !== to && !isNone(this.cell(from, to).allowed)) sum++;
        continue;
      }
      const groups = callers.get(side) ?? this.callerGroups(side, family, to, kinds);
      callers.set(side, groups);
      for (const { ports, out, count } of groups) if (this.isOpen(ports, out, family, to)) sum += count;
      const own = allowedIn(side, family, to, this.workload(to), false);
      if (isMember(side.peers, to) && this.isOpen(own, this.sideOf(this.egress, to), family, to)) sum--;
    }
    return sum;
  }

  /**
   * The one family over which all of it goes, where classes by themselves tell how many: no pair has two families to choose
   * from, nothing is unknown, and no port of egress goes by the target.
   */
  private get family(): 4 | 6 | undefined {
    const { index, policies } = this.compiled;
    const rules = policies.flatMap((p) => [...(p.rules.Ingress ?? []), ...(p.rules.Egress ?? [])]);
    if (rules.some((r) => r.maybeSelected.length > 0)) return undefined;
    if (policies.some((p) => p.rules.Egress?.some(isNamed))) return undefined;
    const kinds = new Set(this.families);
    if (!rules.some((r) => r.blocks.length > 0)) return kinds.has(over[4]) && kinds.has(over[6]) ? undefined : 4;
    if (index.unaddressed.length > 0 || kinds.size > 1) return undefined;
    if (kinds.has(over[4])) return 4;
    return kinds.has(over[6]) ? 6 : undefined;
  }

  /** Callers that a class lets in, together where the same ports are open to them and the same policies restrict them. */
  private callerGroups(side: PolicyClass, family: 4 | 6, to: number, kinds: Kinds): CallerGroup[] {
    const { classes, of } = this.egress;
    const found = new Map<number, { ports: PortSet; out: PolicyClass; count: number }>();
    const sets = (side.rules?.(family).groups ?? []).map(({ members }) => members);
    kinds.visit(sets, side.peers, (from, kind) => {
      const out = of[from] ?? 0;
      const group = found.get(kind * classes.length + out);
      if (group) group.count++;
      else
        found.set(kind * classes.length + out, {
          ports: allowedIn(side, family, from, this.workload(to), false),
          out: existing(classes[out]),
          count: 1,
        });
    });
    return [...found.values()];
  }

  private isOpen(ports: PortSet, out: PolicyClass, family: 4 | 6, to: number): boolean {
    if (!out.rules) return true;
    if (!out.anyone && !isMember(out.peers, to)) return false;
    return overlap(ports, allowedIn(out, family, to, this.workload(to), false));
  }

  private countByRows(): number {
    let sum = 0;
    for (let to = 0; to < this.size; to++)
      this.row(to, (_, { allowed }) => {
        if (!isNone(allowed)) sum++;
      });
    return sum;
  }

  /** Who could reach a workload as far as its own side goes, but for itself. */
  *callers(to: number): Generator<number> {
    const side = this.sideOf(this.ingress, to);
    if (!side.anyone) {
      for (const from of side.peers) if (from !== to) yield from;
    } else for (let from = 0; from < this.size; from++) if (from !== to) yield from;
  }

  private workload(i: number): Workload {
    return existing(this.compiled.index.workloads[i]);
  }

  private sideOf({ classes, of }: PolicyClasses, workload: number): PolicyClass {
    return existing(classes[existing(of[workload])]);
  }

  /** Workloads whose egress nothing restricts. */
  private freeCallers(): Int32Array {
    const all = Array.from({ length: this.size }, (_, i) => i);
    return new Int32Array(all.filter((i) => this.sideOf(this.egress, i).rules === undefined));
  }

  /** For each workload that is open to anyone: those whose egress is restricted and lets them call it. */
  private restrictedCallers(): (number[] | undefined)[] {
    const found: (number[] | undefined)[] = new Array(this.size);
    for (let from = 0; from < this.size; from++) {
      const { rules, anyone, peers } = this.sideOf(this.egress, from);
      if (!rules) continue;
      const called = anyone ? Int32Array.from({ length: this.size }, (_, i) => i) : peers;
      for (const to of called)
        if (this.sideOf(this.ingress, to).anyone) {
          const list = found[to];
          if (list) list.push(from);
          else found[to] = [from];
        }
    }
    return found;
  }
}

interface CallerGroup {
  readonly ports: PortSet;
  /** Their own side. */
  readonly out: PolicyClass;
  readonly count: number;
}
