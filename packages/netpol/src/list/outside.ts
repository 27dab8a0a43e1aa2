import type { Block } from '../address/address.ts';
import { formatBlock } from '../address/format.ts';
import { cidrBlocks, joined, partsOf } from '../address/ranges.ts';
import type { Ready, ReadyPolicy } from '../evaluate/compile.ts';
import { side } from '../evaluate/reach.ts';
import type { Direction } from '../model/policy.ts';
import { isNone, type PortSet, sameSet } from '../ports/port-set.ts';

/** Addresses outside the cluster that are alike to a workload, and the ports between them. */
export interface OutsideGroup {
  readonly cidrs: readonly string[];
  readonly ports: PortSet;
  /** All addresses of a family are in it. */
  readonly everywhere: boolean;
}

/**
 * What of the outside may call a workload (Ingress), or may be called by it (Egress). The addresses are cut at the borders
 * of every block that a policy names; pods' own addresses are not taken out of them.
 */
export class Outside {
  private readonly ready: Ready;
  private readonly parts: readonly Block[];
  /** Workloads that the same policies restrict get the same answer. */
  private readonly known = new Map<string, readonly OutsideGroup[]>();
  private readonly ids = new Map<unknown, number>();

  constructor(ready: Ready) {
    this.ready = ready;
    this.parts = partsOfPolicies(ready.policies);
  }

  groups(workload: number, direction: Direction): readonly OutsideGroup[] {
    const { places, restricting } = this.ready;
    const policies = restricting[direction][workload] ?? [];
    const ports = direction === 'Ingress' ? JSON.stringify(places.workloads[workload]?.ports) : '';
    const key = `${direction} ${policies.map((p) => this.idOf(p)).join(' ')} ${ports}`;
    const found = this.known.get(key) ?? this.find(workload, direction);
    this.known.set(key, found);
    return found;
  }

  private idOf(policy: unknown): number {
    const id = this.ids.get(policy) ?? this.ids.size;
    this.ids.set(policy, id);
    return id;
  }

  private find(workload: number, direction: Direction): OutsideGroup[] {
    const sorted: { ports: PortSet; parts: Block[] }[] = [];
    for (const part of this.parts) {
      const outside = { address: { family: part.family, value: part.first } };
      const [from, to] = direction === 'Ingress' ? [outside, { workload }] : [{ workload }, outside];
      const ports = side(this.ready, direction, from, to, part.family);
      if (isNone(ports)) continue;
      const group = sorted.find((g) => sameSet(g.ports, ports));
      if (group) group.parts.push(part);
      else sorted.push({ ports, parts: [part] });
    }
    return sorted.map(({ ports, parts }) => {
      const blocks = joined(parts).flatMap(cidrBlocks);
      const cidrs = blocks.map(formatBlock);
      return { ports, cidrs, everywhere: cidrs.some((c) => c.endsWith('/0')) };
    });
  }
}

/** All addresses, cut at the borders of every block that the policies name: within a part all are alike. */
export function partsOfPolicies(policies: readonly ReadyPolicy[]): readonly Block[] {
  const blocks = policies.flatMap((p) =>
    Object.values(p.grants).flatMap((grants) => grants.flatMap((g) => g.blocks.flatMap((b) => [b.block, ...b.except]))),
  );
  const real = blocks.filter((b) => b !== undefined);
  return [...partsOf(4, real), ...partsOf(6, real)];
}
