import { formatAddress } from '../address/format.ts';
import type { Ready } from '../evaluate/compile.ts';
import { namespaceNameLabel } from '../evaluate/places.ts';
import type { End } from '../evaluate/reach.ts';
import type { Direction, EgressRule, IngressRule, Labels, NetworkPolicy, Peer, Protocol } from '../model/policy.ts';
import type { Workload } from '../model/world.ts';

/** A policy that opens exactly one connection and nothing else, and its one rule for pasting into another policy. */
export interface Remedy {
  readonly policy: NetworkPolicy;
  readonly rule: IngressRule | EgressRule;
}

/** Labels that a controller puts on each pod anew: a policy that names one is wrong after the next rollout. */
const passing = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
]);

/** The smallest rule that would let `peer` through on this side of `own`; undefined where no policy can apply to `own`. */
export function remedyFor(
  { places }: Ready,
  direction: Direction,
  own: End,
  peer: End,
  protocol: Protocol,
  port: number,
): Remedy | undefined {
  const owner = 'workload' in own ? places.workloads[own.workload] : undefined;
  if (!owner) return undefined;
  const peers = 'address' in peer ? [blockOf(peer)] : peersOf(places.workloads[peer.workload], owner);
  const ports = [{ protocol, port }];
  const rule = direction === 'Ingress' ? { from: peers, ports } : { to: peers, ports };
  const policy: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `allow-${owner.name}-${direction.toLowerCase()}-${port}`, namespace: owner.namespace },
    spec: {
      podSelector: { matchLabels: lastingLabels(owner.labels) },
      policyTypes: [direction],
      ...(direction === 'Ingress' ? { ingress: [rule] } : { egress: [rule] }),
    },
  };
  return { policy, rule };
}

const blockOf = ({ address }: { readonly address: Parameters<typeof formatAddress>[0] }): Peer => ({
  ipBlock: { cidr: `${formatAddress(address)}/${address.family === 4 ? 32 : 128}` },
});

/** Both selectors, always: one alone means something else to some who read it. A pod of the node's network has no labels. */
function peersOf(peer: Workload | undefined, owner: Workload): Peer[] {
  if (!peer) return [];
  if (peer.hostNetwork)
    return peer.addresses.map((address) => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } }));
  const podSelector = { matchLabels: lastingLabels(peer.labels) };
  if (peer.namespace === owner.namespace) return [{ podSelector }];
  return [{ namespaceSelector: { matchLabels: { [namespaceNameLabel]: peer.namespace } }, podSelector }];
}

/** Labels without those that a controller gives to each pod anew. */
export const lastingLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !passing.has(key)));
