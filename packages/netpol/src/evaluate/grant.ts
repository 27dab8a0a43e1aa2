import type { Direction, EgressRule, IngressRule, Peer, PolicyPort, Protocol } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, everyPort, noPorts, type PortSet, ports, union } from '../ports/port-set.ts';
import { addBits, type Bits, eachBit, keepBits, noBits, setBit } from '../selector/bits.ts';
import { blockHolds, inNamespace, type Places, type ReadBlock, readBlock } from './places.ts';

/** One rule of a policy, made ready: whom it lets through, and to which ports. */
export interface Grant {
  readonly direction: Direction;
  /** Number of the rule in its section. */
  readonly rule: number;
  /** Every peer, also addresses that nobody knows. */
  readonly everyone: boolean;
  /** Workloads that a selector finds. */
  readonly selected: Bits;
  /** Workloads whose address lies in a block, by the family of the address. */
  readonly addressed: Readonly<Record<4 | 6, Bits>>;
  readonly blocks: readonly ReadBlock[];
  readonly fixed: PortSet;
  /** Ports by name, which only the pod that is called can resolve. */
  readonly named: readonly { readonly protocol: Protocol; readonly name: string }[];
}

/** Makes a rule ready. `namespace` is the policy's: pod selectors alone mean its pods. */
export function grantOf(
  places: Places,
  namespace: string,
  direction: Direction,
  rule: number,
  tree: IngressRule & EgressRule,
): Grant {
  const peers = (direction === 'Ingress' ? tree.from : tree.to) ?? [];
  const size = places.workloads.length;
  const selected = noBits(size);
  const addressed = { 4: noBits(size), 6: noBits(size) };
  const blocks: ReadBlock[] = [];
  for (const peer of peers) {
    if (peer.ipBlock) {
      const block = readBlock(peer.ipBlock);
      blocks.push(block);
      markAddressed(places, block, addressed);
    } else addBits(selected, selectedBy(places, namespace, peer));
  }
  return { direction, rule, everyone: peers.length === 0, selected, addressed, blocks, ...portsOf(tree.ports ?? []) };
}

function markAddressed({ addresses }: Places, block: ReadBlock, into: Record<4 | 6, Bits>): void {
  addresses.forEach((own, i) => {
    for (const address of own) if (blockHolds(block, address)) setBit(into[address.family], i);
  });
}

/** Pods of the namespaces selected (of the policy's own without a selector) that the pod selector finds. */
function selectedBy(places: Places, namespace: string, { podSelector, namespaceSelector }: Peer): Bits {
  const found = podSelector ? places.byLabels.select(podSelector).slice() : places.pods.slice();
  keepBits(found, places.pods);
  if (!namespaceSelector) keepBits(found, inNamespace(places, namespace));
  else {
    const within = noBits(places.workloads.length);
    eachBit(places.namespacesByLabels.select(namespaceSelector), (n) =>
      addBits(within, inNamespace(places, places.namespaces[n]?.name ?? '')),
    );
    keepBits(found, within);
  }
  return found;
}

function portsOf(list: readonly PolicyPort[]): Pick<Grant, 'fixed' | 'named'> {
  if (list.length === 0) return { fixed: allPorts, named: [] };
  let fixed = noPorts;
  const named: { protocol: Protocol; name: string }[] = [];
  for (const { protocol = 'TCP', port, endPort } of list) {
    if (typeof port === 'string') named.push({ protocol, name: port });
    else fixed = union(fixed, port === undefined ? everyPort(protocol) : ports(protocol, port, endPort ?? port));
  }
  return { fixed, named };
}

/** The ports that a rule opens at a target; an address outside has no names for its ports. */
export function grantedPorts({ fixed, named }: Grant, target: Workload | undefined): PortSet {
  if (named.length === 0 || !target) return fixed;
  return named.reduce((sum, { protocol, name }) => {
    const found = target.ports.filter((p) => p.name === name && p.protocol === protocol);
    return found.reduce((all, p) => union(all, ports(protocol, p.port)), sum);
  }, fixed);
}
