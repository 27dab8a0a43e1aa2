import type { Direction, EgressRule, IngressRule, LabelSelector, Peer, PolicyPort, Protocol } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, everyPort, type PortSet, ports, union, unionOfAll } from '../ports/port-set.ts';
import { addBits, type Bits, eachBit, keepBits, noBits } from '../selector/bits.ts';
import { matchesPartly, selectorKey } from '../selector/match.ts';
import { type Members, membersOf, nobody, unionOf } from '../selector/members.ts';
import {
  blockHolds,
  inNamespace,
  namespaceNameLabel,
  ofNamespace,
  type Places,
  type ReadBlock,
  readBlock,
} from './places.ts';

/** One rule of a policy, made ready: whom it lets through, and to which ports. */
export interface Grant {
  readonly direction: Direction;
  /** Number of the rule in its section. */
  readonly rule: number;
  /** Every peer, also addresses that nobody knows. */
  readonly everyone: boolean;
  /** Workloads that a selector finds. */
  readonly selected: Members;
  /** Workloads that a selector may find: the labels of their namespace are not known. */
  readonly maybeSelected: Members;
  /** Workloads whose address lies in a block, by the family of the address. */
  readonly addressed: Readonly<Record<4 | 6, Members>>;
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
  const blocks = peers.flatMap((peer) => (peer.ipBlock ? [readBlock(peer.ipBlock)] : []));
  const selectors = peers.filter((peer) => !peer.ipBlock);
  return {
    direction,
    rule,
    everyone: peers.length === 0,
    selected: unionOf(selectors.map((peer) => selectedBy(places, namespace, peer))),
    maybeSelected: unionOf(selectors.map((peer) => maybeSelectedBy(places, peer))),
    addressed: addressedBy(places, blocks),
    blocks,
    ...portsOf(tree.ports ?? []),
  };
}

const nowhere = { 4: nobody, 6: nobody } as const;

function addressedBy({ byAddress }: Places, blocks: readonly ReadBlock[]): Grant['addressed'] {
  if (blocks.length === 0) return nowhere;
  const found: Record<4 | 6, Set<number>> = { 4: new Set(), 6: new Set() };
  for (const read of blocks) {
    if (!read.block) continue;
    const { family } = read.block;
    byAddress.within(read.block, (owner, value) => {
      if (blockHolds(read, { family, value })) found[family].add(owner);
    });
  }
  const sorted = (family: 4 | 6): Members => Int32Array.from(found[family]).sort();
  return { 4: sorted(4), 6: sorted(6) };
}

/** Pods of the namespaces selected (of the policy's own without a selector) that the pod selector finds. */
export function selectedBy(places: Places, namespace: string, { podSelector = {}, namespaceSelector }: Peer): Members {
  const within = namespaceSelector ? `by ${selectorKey(namespaceSelector)}` : `in ${namespace}`;
  const key = `${within} ${selectorKey(podSelector)}`;
  const known = places.selections.get(key);
  if (known) return known;
  const labelled = places.byLabels.select(podSelector);
  const members = namespaceSelector
    ? inNamespaces(places, namespaceSelector, labelled)
    : ofNamespace(places, namespace, labelled, places.pods);
  places.selections.set(key, members);
  return members;
}

/** Pods that the pod selector finds, in namespaces of which it is not known whether the namespace selector finds them. */
export function maybeSelectedBy(places: Places, { podSelector = {}, namespaceSelector }: Peer): Members {
  if (!namespaceSelector || places.unlabelled.size === 0) return nobody;
  const key = `maybe by ${selectorKey(namespaceSelector)} ${selectorKey(podSelector)}`;
  const known = places.selections.get(key);
  if (known) return known;
  const names = namespacesMaybe(places, namespaceSelector);
  const members = names.length === 0 ? nobody : podsIn(places, names, places.byLabels.select(podSelector));
  places.selections.set(key, members);
  return members;
}

/** Namespaces of which it is not known whether a selector finds them, since their labels were not read. */
export const namespacesMaybe = ({ unlabelled }: Places, selector: LabelSelector): string[] =>
  [...unlabelled].filter((name) => matchesPartly(selector, { [namespaceNameLabel]: name }) === undefined);

function inNamespaces(places: Places, selector: LabelSelector, labelled: Bits): Members {
  const names: string[] = [];
  eachBit(places.namespacesByLabels.select(selector), (n) => {
    const name = places.namespaces[n]?.name ?? '';
    if (!places.unlabelled.has(name) || matchesPartly(selector, { [namespaceNameLabel]: name })) names.push(name);
  });
  return podsIn(places, names, labelled);
}

function podsIn(places: Places, namespaces: readonly string[], labelled: Bits): Members {
  const found = noBits(places.workloads.length);
  for (const name of namespaces) addBits(found, inNamespace(places, name));
  keepBits(found, labelled);
  keepBits(found, places.pods);
  return membersOf(found);
}

function portsOf(list: readonly PolicyPort[]): Pick<Grant, 'fixed' | 'named'> {
  if (list.length === 0) return { fixed: allPorts, named: [] };
  const fixed: PortSet[] = [];
  const named: { protocol: Protocol; name: string }[] = [];
  for (const { protocol = 'TCP', port, endPort } of list) {
    if (typeof port === 'string') named.push({ protocol, name: port });
    else fixed.push(port === undefined ? everyPort(protocol) : ports(protocol, port, endPort ?? port));
  }
  return { fixed: unionOfAll(fixed), named };
}

/** Whether a rule opens ports by name. */
export const isNamed = ({ named }: Grant): boolean => named.length > 0;

/** The ports that a rule opens at a target; an address outside has no names for its ports. */
export function grantedPorts({ fixed, named }: Grant, target: Workload | undefined): PortSet {
  if (named.length === 0 || !target) return fixed;
  return named.reduce((sum, { protocol, name }) => {
    const found = target.ports.filter((p) => p.name === name && p.protocol === protocol);
    return found.reduce((all, p) => union(all, ports(protocol, p.port)), sum);
  }, fixed);
}
