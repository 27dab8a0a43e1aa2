import type { CompiledPolicies } from '../evaluate/compile.ts';
import { maybeSelectedBy, portsOpenedAt, type ResolvedRule } from '../evaluate/resolved-rule.ts';
import type { Direction, NetworkPolicy, Peer } from '../model/policy.ts';
import { difference, noPorts, type PortSet, union } from '../ports/port-set.ts';
import { isMember } from '../selector/workload-set.ts';

/** Ports by what leaves them unknown: blocks and selectors as a text, by which two worlds can be compared. */
type UndecidedPorts = ReadonlyMap<string, PortSet>;

/** The rules that leave connections unknown. */
export class UndecidedRules {
  private readonly compiled: CompiledPolicies;
  private readonly known = new Map<string, UndecidedPorts>();

  constructor(compiled: CompiledPolicies) {
    this.compiled = compiled;
  }

  /** What may find the one end of a connection, in the rules of the other; nothing where an end is not there. */
  between(from: number | undefined, to: number | undefined): readonly UndecidedPorts[] {
    if (from === undefined || to === undefined) return [];
    return [this.side('Ingress', to, from, to), this.side('Egress', from, to, to)];
  }

  private side(direction: Direction, own: number, peer: number, target: number): UndecidedPorts {
    const { index, restricting } = this.compiled;
    const { namespace, labels } = index.workloads[peer] ?? {};
    const isUnaddressed = index.addresses[peer]?.length === 0;
    const ports = index.workloads[target]?.ports;
    const key = JSON.stringify([direction, own, namespace, labels, isUnaddressed, ports]);
    const before = this.known.get(key);
    if (before) return before;
    const found = new Map<string, PortSet>();
    for (const { located, rules } of restricting[direction][own] ?? [])
      for (const rule of rules[direction] ?? []) {
        const peers = peersOf(located.policy, rule).filter((one) =>
          one.ipBlock ? isUnaddressed : isMember(maybeSelectedBy(index, one), peer),
        );
        if (peers.length === 0) continue;
        const text = JSON.stringify([direction, peers]);
        found.set(text, union(found.get(text) ?? noPorts, portsOpenedAt(rule, index.workloads[target])));
      }
    this.known.set(key, found);
    return found;
  }
}

function peersOf(
  { spec: { ingress = [], egress = [] } }: NetworkPolicy,
  { direction, number }: ResolvedRule,
): readonly Peer[] {
  return (direction === 'Ingress' ? ingress[number]?.from : egress[number]?.to) ?? [];
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
