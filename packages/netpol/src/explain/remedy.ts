import { parseAddress } from '../address/address.ts';
import { formatAddress } from '../address/format.ts';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import type { Endpoint } from '../evaluate/reach.ts';
import { selectedBy } from '../evaluate/resolved-rule.ts';
import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import { firstOf } from '../model/first-of.ts';
import { passingLabels } from '../model/passing-labels.ts';
import type { Direction, EgressRule, IngressRule, Labels, NetworkPolicy, Peer, Protocol } from '../model/policy.ts';
import { type Workload, workloadKey } from '../model/world.ts';
import { misreadOn } from '../platform/advice.ts';
import { hostNetworkPeer } from '../platform/openshift.ts';
import { type PlatformName, platforms, reportOf } from '../platform/platforms.ts';

/** A policy that opens one connection and as little else as can be, and its one rule for pasting into another policy. */
export interface Remedy {
  readonly policy: NetworkPolicy;
  readonly rule: IngressRule | EgressRule;
  /** Sentences on what else it would do: labels may be those of others too. */
  readonly also: readonly string[];
}

/** What would let a connection through, or why no policy can be named that would. */
export interface Help {
  readonly remedy?: Remedy;
  readonly noRemedy?: string;
}

/** The smallest rule that would let `peer` through on this side of `own`; nothing at all where no policy can apply to `own`. */
export function helpFor(
  compiled: CompiledPolicies,
  direction: Direction,
  own: Endpoint,
  peer: Endpoint,
  protocol: Protocol,
  port: number,
  platform: PlatformName,
): Help {
  const { workloads } = compiled.index;
  const owner = 'workload' in own ? workloads[own.workload] : undefined;
  if (!owner || !('workload' in own)) return {};
  const selected = lastingLabels(owner.labels);
  if (isEmpty(selected)) return { noRemedy: withoutLabels(owner) };
  const peers = 'address' in peer ? [blockOf(peer)] : peersOf(workloads[peer.workload], owner, direction, platform);
  if (typeof peers === 'string') return { noRemedy: peers };
  const ports = [{ protocol, port }];
  const rule = direction === 'Ingress' ? { from: peers, ports } : { to: peers, ports };
  const policy: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `allow-${owner.name}-${direction.toLowerCase()}-${port}`, namespace: owner.namespace },
    spec: {
      podSelector: { matchLabels: selected },
      policyTypes: [direction],
      ...(direction === 'Ingress' ? { ingress: [rule] } : { egress: [rule] }),
    },
  };
  const also = [
    ...misreadOn(platform, policy, compiled).map(
      ({ rule: known }) => `${platforms[platform].title} may read it otherwise: ${known.does} (${reportOf(known)}).`,
    ),
    ...alsoSelected(compiled, direction, own.workload, policy),
    ...alsoLet(compiled, direction, peer, peers, owner.namespace),
  ];
  return { remedy: { policy, rule, also } };
}

/** Others that have the labels of the owner: they get the rule too, and are restricted from then on. */
function alsoSelected(
  { index, restricting }: CompiledPolicies,
  direction: Direction,
  own: number,
  { metadata, spec }: NetworkPolicy,
): string[] {
  const others = [...selectedBy(index, metadata.namespace, { podSelector: spec.podSelector })].filter((i) => i !== own);
  const isFree = (i: number) => (restricting[direction][i] ?? []).length === 0;
  const [free, bound] = [others.filter(isFree), others.filter((i) => !isFree(i))];
  const rest = direction === 'Ingress' ? 'calls them' : 'they call';
  const cutOff = `which nothing restricts now: whatever else ${rest} would be cut off`;
  return [
    ...(free.length > 0 ? [`It would also select ${namesOf(index, free)}, ${cutOff}.`] : []),
    ...(bound.length > 0 ? [`It would also hold for ${namesOf(index, bound)}, by the same labels.`] : []),
  ];
}

/** Others that have the labels of the peer. */
function alsoLet(
  { index }: CompiledPolicies,
  direction: Direction,
  peer: Endpoint,
  peers: readonly Peer[],
  namespace: string,
): string[] {
  if ('address' in peer) return [];
  if (peers.includes(hostNetworkPeer))
    return ['It would also let in everything else that runs on the network of a node.'];
  const found = peers.flatMap((p) => (p.ipBlock ? [] : [...selectedBy(index, namespace, p)]));
  const others = found.filter((i) => i !== peer.workload);
  if (others.length === 0) return [];
  const names = namesOf(index, others);
  return [direction === 'Ingress' ? `It would also let ${names} in.` : `It would also let calls to ${names} out.`];
}

const namesOf = ({ workloads }: CompiledPolicies['index'], some: readonly number[]): string =>
  firstOf(some.map((i) => workloads[i]).map((w) => (w ? workloadKey(w) : '')));

const isEmpty = (labels: Labels): boolean => Object.keys(labels).length === 0;

/** A selector without labels finds every pod. */
const withoutLabels = (workload: Workload): string =>
  `${workloadKey(workload)} has no lasting label that a policy could select it by: give it one first.`;

const blockOf = ({ address }: { readonly address: Parameters<typeof formatAddress>[0] }): Peer => ({
  ipBlock: { cidr: `${formatAddress(address)}/${address.family === 4 ? 32 : 128}` },
});

/**
 * Both selectors, always: one alone means something else to some who read it. No selector finds a pod of the node's network.
 * An empty list of peers would be everybody: then it is the reason why there is none.
 */
function peersOf(
  peer: Workload | undefined,
  owner: Workload,
  direction: Direction,
  platform: PlatformName,
): Peer[] | string {
  if (!peer) return [];
  if (peer.hostNetwork) {
    // What is called on a node is known by its address alone, also there.
    if (platform === 'openshift' && direction === 'Ingress') return [hostNetworkPeer];
    const known = peer.addresses.flatMap((text) => parseAddress(text) ?? []);
    if (known.length > 0) return known.map((address) => blockOf({ address }));
    return `${workloadKey(peer)} runs on the network of its node, whose address is not known: name the addresses of the nodes in an ipBlock.`;
  }
  if (isEmpty(lastingLabels(peer.labels))) return withoutLabels(peer);
  const podSelector = { matchLabels: lastingLabels(peer.labels) };
  if (peer.namespace === owner.namespace) return [{ podSelector }];
  return [{ namespaceSelector: { matchLabels: { [namespaceNameLabel]: peer.namespace } }, podSelector }];
}

/** Labels without those that a controller gives to each pod anew. */
export const lastingLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !passingLabels.has(key)));
