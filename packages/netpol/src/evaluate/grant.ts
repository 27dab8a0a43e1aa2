import type { Direction, EgressRule, IngressRule, LabelSelector, Peer, PolicyPort, Protocol } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, everyPort, type PortSet, ports, union, unionOfAll } from '../ports/port-set.ts';
import { addBits, type Bits, eachBit, keepBits, noBits } from '../selector/bits.ts';
import { matchesPartly, selectorKey } from '../selector/match.ts';
import { type Members, membersOf, nobody, unionOf } from '../selector/members.ts';
import {
  type HeldBlock,
  heldBy,
  inNamespace,
  namespaceNameLabel,
  ofNamespace,
  type Places,
  type ReadBlock,
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
  const held = peers.flatMap((peer) => (peer.ipBlock ? [heldBy(places, peer.ipBlock)] : []));
  const selectors = peers.filter((peer) => !peer.ipBlock);
  return {
    direction,
    rule,
    everyone: peers.length === 0,
    selected: unionOf(selectors.map((peer) => selectedBy(places, namespace, peer))),
    maybeSelected: unionOf(selectors.map((peer) => maybeSelectedBy(places, peer))),
    addressed: { 4: addressedIn(held, 4), 6: addressedIn(held, 6) },
    blocks: held.map(({ read }) => read),
    ...portsOf(tree.ports ?? []),
  };
}

const addressedIn = (held: readonly HeldBlock[], family: 4 | 6): Members =>
  unionOf(held.flatMap(({ read, members }) => (read.block?.family === family ? [members] : [])));

/** Pods of the namespaces selected (of the policy's own without a selector) that the pod selector finds. */
export function selectedBy(places: Places, namespace: string, { podSelector = {}, namespaceSelector }: Peer): Members {
  const { ofOne, ofSelected } = places.selections;
  // A map of maps: a key that is put together anew has to be hashed anew, which takes longer than all else.
  const [of, within] = namespaceSelector ? [ofSelected, selectorKey(namespaceSelector)] : [ofOne, namespace];
  return remembered(of, within, selectorKey(podSelector), () => {
    const labelled = places.byLabels.select(podSelector);
    return namespaceSelector
      ? inNamespaces(places, namespaceSelector, labelled)
      : ofNamespace(places, namespace, labelled, places.pods);
  });
}

function remembered(
  all: Map<string, Map<string, Members>>,
  within: string,
  pods: string,
  find: () => Members,
): Members {
  const own = all.get(within) ?? new Map<string, Members>();
  all.set(within, own);
  const found = own.get(pods) ?? find();
  own.set(pods, found);
  return found;
}

/** Pods that the pod selector finds, in namespaces of which it is not known whether the namespace selector finds them. */
export function maybeSelectedBy(places: Places, { podSelector = {}, namespaceSelector }: Peer): Members {
  if (!namespaceSelector || places.unlabelled.size === 0) return nobody;
  const { ofMaybe } = places.selections;
  return remembered(ofMaybe, selectorKey(namespaceSelector), selectorKey(podSelector), () => {
    const names = namespacesMaybe(places, namespaceSelector);
    return names.length === 0 ? nobody : podsIn(places, names, places.byLabels.select(podSelector));
  });
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
