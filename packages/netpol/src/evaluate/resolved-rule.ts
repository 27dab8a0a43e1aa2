import type { Direction, EgressRule, IngressRule, LabelSelector, Peer, PolicyPort, Protocol } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, everyPort, type PortSet, ports, union, unionOfAll } from '../ports/port-set.ts';
import { addBits, type Bits, eachBit, keepBits, noBits } from '../selector/bits.ts';
import { matchesPartly, selectorKey } from '../selector/match.ts';
import { nobody, unionOf, type WorkloadSet, workloadSetOf } from '../selector/workload-set.ts';
import {
  type HeldBlock,
  heldBy,
  inNamespace,
  namespaceNameLabel,
  ofNamespace,
  type ReadBlock,
  type WorkloadIndex,
} from './workload-index.ts';

/** One rule of a policy, with its peers as sets of workloads. */
export interface ResolvedRule {
  readonly direction: Direction;
  /** Number of the rule in its section. */
  readonly number: number;
  /** Every peer, also addresses that nobody knows. */
  readonly everyone: boolean;
  /** Workloads that a selector finds. */
  readonly selected: WorkloadSet;
  /** Workloads that a selector may find: the labels of their namespace are not known. */
  readonly maybeSelected: WorkloadSet;
  /** Workloads whose address lies in a block, by the family of the address. */
  readonly addressed: Readonly<Record<4 | 6, WorkloadSet>>;
  readonly blocks: readonly ReadBlock[];
  readonly fixed: PortSet;
  /** Ports by name, which only the pod that is called can resolve. */
  readonly named: readonly { readonly protocol: Protocol; readonly name: string }[];
}

/** Resolves the peers of a rule. `namespace` is the policy's: pod selectors alone mean its pods. */
export function resolveRule(
  index: WorkloadIndex,
  namespace: string,
  direction: Direction,
  number: number,
  tree: IngressRule & EgressRule,
): ResolvedRule {
  const peers = (direction === 'Ingress' ? tree.from : tree.to) ?? [];
  const held = peers.flatMap((peer) => (peer.ipBlock ? [heldBy(index, peer.ipBlock)] : []));
  const selectors = peers.filter((peer) => !peer.ipBlock);
  return {
    direction,
    number,
    everyone: peers.length === 0,
    selected: unionOf(selectors.map((peer) => selectedBy(index, namespace, peer))),
    maybeSelected: unionOf(selectors.map((peer) => maybeSelectedBy(index, peer))),
    addressed: { 4: addressedIn(held, 4), 6: addressedIn(held, 6) },
    blocks: held.map(({ read }) => read),
    ...portsOf(tree.ports ?? []),
  };
}

const addressedIn = (held: readonly HeldBlock[], family: 4 | 6): WorkloadSet =>
  unionOf(held.flatMap(({ read, members }) => (read.block?.family === family ? [members] : [])));

/** Pods of the namespaces selected (of the policy's own without a selector) that the pod selector finds. */
export function selectedBy(
  index: WorkloadIndex,
  namespace: string,
  { podSelector = {}, namespaceSelector }: Peer,
): WorkloadSet {
  const { ofOne, ofSelected } = index.selections;
  // A map of maps: a key that is put together anew has to be hashed anew, which takes longer than all else.
  const [of, within] = namespaceSelector ? [ofSelected, selectorKey(namespaceSelector)] : [ofOne, namespace];
  return remembered(of, within, selectorKey(podSelector), () => {
    const labelled = index.byLabels.select(podSelector);
    return namespaceSelector
      ? inNamespaces(index, namespaceSelector, labelled)
      : ofNamespace(index, namespace, labelled, index.pods);
  });
}

function remembered(
  all: Map<string, Map<string, WorkloadSet>>,
  within: string,
  pods: string,
  find: () => WorkloadSet,
): WorkloadSet {
  const own = all.get(within) ?? new Map<string, WorkloadSet>();
  all.set(within, own);
  const found = own.get(pods) ?? find();
  own.set(pods, found);
  return found;
}

/** Pods that the pod selector finds, in namespaces of which it is not known whether the namespace selector finds them. */
export function maybeSelectedBy(index: WorkloadIndex, { podSelector = {}, namespaceSelector }: Peer): WorkloadSet {
  if (!namespaceSelector || index.unlabelled.size === 0) return nobody;
  const { ofMaybe } = index.selections;
  return remembered(ofMaybe, selectorKey(namespaceSelector), selectorKey(podSelector), () => {
    const names = namespacesMaybe(index, namespaceSelector);
    return names.length === 0 ? nobody : podsIn(index, names, index.byLabels.select(podSelector));
  });
}

/** Namespaces of which it is not known whether a selector finds them, since their labels were not read. */
export const namespacesMaybe = ({ unlabelled }: WorkloadIndex, selector: LabelSelector): string[] =>
  [...unlabelled].filter((name) => matchesPartly(selector, { [namespaceNameLabel]: name }) === undefined);

function inNamespaces(index: WorkloadIndex, selector: LabelSelector, labelled: Bits): WorkloadSet {
  const names: string[] = [];
  eachBit(index.namespacesByLabels.select(selector), (n) => {
    const name = index.namespaces[n]?.name ?? '';
    if (!index.unlabelled.has(name) || matchesPartly(selector, { [namespaceNameLabel]: name })) names.push(name);
  });
  return podsIn(index, names, labelled);
}

function podsIn(index: WorkloadIndex, namespaces: readonly string[], labelled: Bits): WorkloadSet {
  const found = noBits(index.workloads.length);
  for (const name of namespaces) addBits(found, inNamespace(index, name));
  keepBits(found, labelled);
  keepBits(found, index.pods);
  return workloadSetOf(found);
}

function portsOf(list: readonly PolicyPort[]): Pick<ResolvedRule, 'fixed' | 'named'> {
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
export const isNamed = ({ named }: ResolvedRule): boolean => named.length > 0;

/** The ports that a rule opens at a target; an address outside has no names for its ports. */
export function portsOpenedAt({ fixed, named }: ResolvedRule, target: Workload | undefined): PortSet {
  if (named.length === 0 || !target) return fixed;
  return named.reduce((sum, { protocol, name }) => {
    const found = target.ports.filter((p) => p.name === name && p.protocol === protocol);
    return found.reduce((all, p) => union(all, ports(protocol, p.port)), sum);
  }, fixed);
}
