import type { Ready } from '../evaluate/compile.ts';
import { type Grant, grantedPorts, maybeSelectedBy } from '../evaluate/grant.ts';
import type { Direction, NetworkPolicy, Peer } from '../model/policy.ts';
import { difference, noPorts, type PortSet, union } from '../ports/port-set.ts';
import { isMember } from '../selector/members.ts';

/** Ports by what leaves them unknown: blocks and selectors as a text, by which two worlds can be compared. */
type UndecidedPorts = ReadonlyMap<string, PortSet>;

/** The rules that leave connections unknown. */
export class UndecidedRules {
  private readonly ready: Ready;
  private readonly known = new Map<string, UndecidedPorts>();

  constructor(ready: Ready) {
    this.ready = ready;
  }

  /** What may find the one end of a connection, in the rules of the other; nothing where an end is not there. */
  between(from: number | undefined, to: number | undefined): readonly UndecidedPorts[] {
    if (from === undefined || to === undefined) return [];
    return [this.side('Ingress', to, from, to), this.side('Egress', from, to, to)];
  }

  private side(direction: Direction, own: number, peer: number, target: number): UndecidedPorts {
    const { places, restricting } = this.ready;
    const { namespace, labels } = places.workloads[peer] ?? {};
    const isUnaddressed = places.addresses[peer]?.length === 0;
    const ports = places.workloads[target]?.ports;
    const key = JSON.stringify([direction, own, namespace, labels, isUnaddressed, ports]);
    const before = this.known.get(key);
    if (before) return before;
    const found = new Map<string, PortSet>();
    for (const { located, grants } of restricting[direction][own] ?? [])
      for (const grant of grants[direction] ?? []) {
        const peers = peersOf(located.policy, grant).filter((one) =>
          one.ipBlock ? isUnaddressed : isMember(maybeSelectedBy(places, one), peer),
        );
        if (peers.length === 0) continue;
        const text = JSON.stringify([direction, peers]);
        found.set(text, union(found.get(text) ?? noPorts, grantedPorts(grant, places.workloads[target])));
      }
    this.known.set(key, found);
    return found;
  }
}

function peersOf({ spec: { ingress = [], egress = [] } }: NetworkPolicy, { direction, rule }: Grant): readonly Peer[] {
  return (direction === 'Ingress' ? ingress[rule]?.from : egress[rule]?.to) ?? [];
}

/** The ports that other blocks or selectors leave unknown in the one than in the other. */
export function differently(before: readonly UndecidedPorts[], after: readonly UndecidedPorts[]): PortSet {
  let sum = noPorts;
  for (const [i, was] of before.entries()) {
    const is = after[i];
    for (const text of new Set([...was.keys(), ...(is?.keys() ?? [])])) {
      const [a, b] = [was.get(text) ?? noPorts, is?.get(text) ?? noPorts];
      sum = union(sum, union(difference(a, b), difference(b, a)));
    }
  }
  return sum;
}
