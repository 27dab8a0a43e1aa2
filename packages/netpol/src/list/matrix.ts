import type { Ready } from '../evaluate/compile.ts';
import { reach } from '../evaluate/reach.ts';
import { allPorts, intersection, isNone, noPorts, type PortSet, union } from '../ports/port-set.ts';
import { isMember } from '../selector/members.ts';
import { Kinds } from './kinds.ts';
import { isInGroup, isNamed, type SideClass, type Sides, sidesOf } from './sides.ts';

/**
 * Who may reach whom, all of it: workloads in classes, so that its size goes by the policies and not by the square of the
 * pods. A cell, a row or the count of all is worked out of the classes.
 */
export class Matrix {
  readonly ready: Ready;
  private readonly ingress: Sides;
  private readonly egress: Sides;
  /** Classes tell every cell. With addresses of two families, or egress to ports by name, cells are asked one by one. */
  private readonly exact: boolean;

  constructor(ready: Ready) {
    this.ready = ready;
    this.ingress = sidesOf(ready, 'Ingress');
    this.egress = sidesOf(ready, 'Egress');
    const dual = ready.places.addresses.some((own) => own.some((a) => a.family !== own[0]?.family));
    const families = new Set(ready.places.addresses.flatMap((own) => own.map((a) => a.family)));
    const named = ready.policies.some((p) => p.grants.Egress?.some(isNamed));
    this.exact = !dual && families.size < 2 && !named;
  }

  get size(): number {
    return this.ready.places.workloads.length;
  }

  /** The ports of `to` that `from` may reach. */
  cell(from: number, to: number): PortSet {
    if (!this.exact) return reach(this.ready, { workload: from }, { workload: to });
    if (from === to && this.ready.places.workloads[from]?.kind === 'Pod') return allPorts;
    return intersection(portsIn(this.sideOf(this.ingress, to), from), portsIn(this.sideOf(this.egress, from), to));
  }

  /** Calls back with everyone who may reach a workload (itself left out) and the ports. */
  row(to: number, visit: (from: number, ports: PortSet) => void): void {
    for (const from of this.candidates(to)) {
      if (from === to) continue;
      const ports = this.cell(from, to);
      if (!isNone(ports)) visit(from, ports);
    }
  }

  /** How many pairs of different workloads may talk on any port. */
  count(): number {
    if (!this.exact) return this.countByRows();
    const free = this.freeCallers();
    const restricted = this.restrictedCallers();
    const kinds = new Kinds(this.size);
    const callers = new Map<SideClass, readonly CallerGroup[]>();
    let sum = 0;
    for (let to = 0; to < this.size; to++) {
      const side = this.sideOf(this.ingress, to);
      if (side.anyone) {
        sum += free.length - (isMember(free, to) ? 1 : 0);
        for (const from of restricted[to] ?? []) if (from !== to && !isNone(this.cell(from, to))) sum++;
        continue;
      }
      const groups = callers.get(side) ?? this.callerGroups(side, kinds);
      callers.set(side, groups);
      for (const { ports, out, count } of groups) if (isOpen(ports, out, to)) sum += count;
      if (isMember(side.peers, to) && isOpen(portsIn(side, to), this.sideOf(this.egress, to), to)) sum--;
    }
    return sum;
  }

  /** Callers that a class lets in, together where the same ports are open to them and the same policies restrict them. */
  private callerGroups(side: SideClass, kinds: Kinds): CallerGroup[] {
    const { classes, of } = this.egress;
    const found = new Map<number, { ports: PortSet; out: SideClass; count: number }>();
    const sets = (side.groups ?? []).map(({ members }) => members);
    kinds.visit(sets, side.peers, (from, kind) => {
      const out = of[from] as number;
      const group = found.get(kind * classes.length + out);
      if (group) group.count++;
      else
        found.set(kind * classes.length + out, {
          ports: portsIn(side, from),
          out: classes[out] as SideClass,
          count: 1,
        });
    });
    return [...found.values()];
  }

  private countByRows(): number {
    let sum = 0;
    for (let to = 0; to < this.size; to++) this.row(to, () => sum++);
    return sum;
  }

  /** Who could reach a workload as far as its own side goes. */
  private *candidates(to: number): Generator<number> {
    const side = this.sideOf(this.ingress, to);
    if (side.anyone || !this.exact) for (let from = 0; from < this.size; from++) yield from;
    else yield* side.peers;
  }

  private sideOf({ classes, of }: Sides, workload: number): SideClass {
    return classes[of[workload] as number] as SideClass;
  }

  /** Workloads whose egress nothing restricts. */
  private freeCallers(): Int32Array {
    const all = Array.from({ length: this.size }, (_, i) => i);
    return Int32Array.from(all.filter((i) => this.sideOf(this.egress, i).groups === undefined));
  }

  /** For each workload that is open to anyone: those whose egress is restricted and lets them call it. */
  private restrictedCallers(): (number[] | undefined)[] {
    const found: (number[] | undefined)[] = new Array(this.size);
    for (let from = 0; from < this.size; from++) {
      const { groups, anyone, peers } = this.sideOf(this.egress, from);
      if (groups === undefined) continue;
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
  readonly out: SideClass;
  readonly count: number;
}

function isOpen(ports: PortSet, out: SideClass, to: number): boolean {
  if (out.groups === undefined) return true;
  return (out.anyone || isMember(out.peers, to)) && !isNone(intersection(ports, portsIn(out, to)));
}

function portsIn({ groups }: SideClass, peer: number): PortSet {
  if (groups === undefined) return allPorts;
  let sum = noPorts;
  for (const group of groups) if (isInGroup(group, peer)) sum = union(sum, group.ports);
  return sum;
}
