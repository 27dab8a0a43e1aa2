import type { Address, Block } from '../address/address.ts';
import { formatBlock } from '../address/format.ts';
import { cidrBlocks, joined, partsOf } from '../address/ranges.ts';
import type { CompiledPolicies, CompiledPolicy } from '../evaluate/compile.ts';
import { allowedPorts, familiesAt } from '../evaluate/reach.ts';
import type { Direction, Protocol } from '../model/policy.ts';
import { difference, isNone, type PortSet, sameSet } from '../ports/port-set.ts';
import { type Alike, type InternetExposure, internetExposure, someoneAmong } from './internet-exposure.ts';

/** Addresses outside the cluster that are alike to a workload, and the ports between them. */
export interface OutsideGroup {
  readonly cidrs: readonly string[];
  readonly ports: PortSet;
}

/**
 * What of the outside may call a workload (Ingress), or may be called by it (Egress). The addresses are cut at the borders
 * of every block that its policies name; pods' own addresses are not taken out of them.
 */
export class Outside {
  private readonly compiled: CompiledPolicies;
  private readonly parts: readonly Block[] | undefined;
  /** Workloads that the same policies restrict get the same answer. */
  private readonly known = new Map<string, readonly Alike[]>();
  private readonly listed = new Map<readonly Alike[], readonly OutsideGroup[]>();
  private readonly wide = new Map<readonly Alike[], Map<string, readonly InternetExposure[]>>();
  private readonly ids = new Map<unknown, number>();

  /** Parts are given where they are cut at more borders than those of a workload's own policies. */
  constructor(compiled: CompiledPolicies, parts?: readonly Block[]) {
    this.compiled = compiled;
    this.parts = parts;
  }

  /** The parts with an open port, those with the same ports together. Of equal workloads it is the same object. */
  alike(workload: number, direction: Direction): readonly Alike[] {
    const { index, restricting } = this.compiled;
    const policies = restricting[direction][workload] ?? [];
    const ports = direction === 'Ingress' ? JSON.stringify(index.workloads[workload]?.ports) : '';
    const key = `${direction} ${policies.map((p) => this.idOf(p)).join(' ')} ${ports}`;
    return once(this.known, key, () => this.find(workload, direction));
  }

  /** All of it, each address in one group. */
  groups(workload: number, direction: Direction): readonly OutsideGroup[] {
    const alike = this.alike(workload, direction);
    return once(this.listed, alike, () => alike.map(groupOf));
  }

  /** The ports that are open to the Internet, over one family of addresses or over any. */
  everywhere(
    workload: number,
    direction: Direction,
    families: readonly (4 | 6)[] = [4, 6],
  ): readonly InternetExposure[] {
    const alike = this.alike(workload, direction);
    const byFamilies = once(this.wide, alike, () => new Map<string, readonly InternetExposure[]>());
    return once(byFamilies, families.join(' '), () =>
      internetExposure(
        alike.map(({ ports, parts }) => ({ ports, parts: parts.filter((p) => families.includes(p.family)) })),
      ),
    );
  }

  /** Families of addresses over which somebody outside and a workload can get to each other: those it has, if they are known. */
  families(workload: number): readonly (4 | 6)[] {
    return familiesAt(this.compiled, workload);
  }

  /** Somebody of the Internet to whom a port is as open as to everywhere, over one family of addresses. */
  someone(
    workload: number,
    direction: Direction,
    { family, protocol, port }: { readonly family: 4 | 6; readonly protocol: Protocol; readonly port: number },
  ): { readonly address: Address; readonly isOpen: boolean } {
    return someoneAmong(this.alike(workload, direction), family, protocol, port);
  }

  /** What is open beyond the ports that are open to everywhere. */
  elsewhere(workload: number, direction: Direction): readonly OutsideGroup[] {
    const wide = this.everywhere(workload, direction);
    const rest = this.alike(workload, direction).flatMap(({ ports, parts }) =>
      parts.map((part) => {
        const open = wide.filter((w) => w.families.includes(part.family));
        return { part, ports: open.reduce((left, w) => difference(left, w.ports), ports) };
      }),
    );
    return togetherBy(rest).map(groupOf);
  }

  private idOf(policy: unknown): number {
    return once(this.ids, policy, () => this.ids.size);
  }

  private find(workload: number, direction: Direction): Alike[] {
    const parts = this.parts ?? partsOfPolicies(this.compiled.restricting[direction][workload] ?? []);
    return togetherBy(
      parts.map((part) => {
        const outside = { address: { family: part.family, value: part.first } };
        const [from, to] = direction === 'Ingress' ? [outside, { workload }] : [{ workload }, outside];
        return { part, ports: allowedPorts(this.compiled, direction, from, to, part.family).allowed };
      }),
    );
  }
}

function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function togetherBy(all: readonly { readonly part: Block; readonly ports: PortSet }[]): Alike[] {
  const found: { ports: PortSet; parts: Block[] }[] = [];
  for (const { part, ports } of all) {
    if (isNone(ports)) continue;
    const group = found.find((g) => sameSet(g.ports, ports));
    if (group) group.parts.push(part);
    else found.push({ ports, parts: [part] });
  }
  return found;
}

const groupOf = ({ ports, parts }: Alike): OutsideGroup => ({ ports, cidrs: cidrsOf(parts) });

/** Parts in order as the fewest CIDR blocks. */
export const cidrsOf = (parts: readonly Block[]): string[] => joined(parts).flatMap(cidrBlocks).map(formatBlock);

/** All addresses, cut at the borders of every block that the policies name: within a part all are alike. */
export function partsOfPolicies(policies: readonly CompiledPolicy[]): readonly Block[] {
  const blocks = policies.flatMap((p) =>
    Object.values(p.rules).flatMap((rules) => rules.flatMap((r) => r.blocks.flatMap((b) => [b.block, ...b.except]))),
  );
  const real = blocks.filter((b) => b !== undefined);
  return [...partsOf(4, real), ...partsOf(6, real)];
}
