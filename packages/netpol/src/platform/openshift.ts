import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import type { LabelSelector, Peer } from '../model/policy.ts';

/** Labels of namespaces that stand for traffic and not for pods: OpenShift sets them. Source: the OpenShift 4.18 documentation of network policies */
const policyGroup = 'policy-group.network.openshift.io/';
/** The same before OpenShift 4.8. */
const formerGroup = 'network.openshift.io/policy-group';

/** Callers on the network of a node, whichever they are. Only a peer without podSelector finds them (ovn-kubernetes#2093). */
export const hostNetworkPeer: Peer = { namespaceSelector: { matchLabels: { [`${policyGroup}host-network`]: '' } } };

/**
 * Whether a peer means traffic of routers or of the host network, by labels that OpenShift sets: these namespaces have no pods, so that
 * a podSelector beside them, even an empty one, finds nobody.
 */
export const meansHostTraffic = ({ namespaceSelector }: Peer): boolean =>
  keysOf(namespaceSelector).some((key) => key.startsWith(policyGroup) || key === formerGroup);

/** Whether a peer means what only OpenShift has: then it need not be among what was read. */
export function meansOpenShift(peer: Peer): boolean {
  const { matchLabels = {}, matchExpressions = [] } = peer.namespaceSelector ?? {};
  const named = [
    ...(Object.hasOwn(matchLabels, namespaceNameLabel) ? [matchLabels[namespaceNameLabel] ?? ''] : []),
    ...matchExpressions.flatMap((e) => (e.key === namespaceNameLabel && e.operator === 'In' ? (e.values ?? []) : [])),
  ];
  return meansHostTraffic(peer) || (named.length > 0 && named.every((name) => name.startsWith('openshift-')));
}

/** Keys that namespaces must have. */
const keysOf = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string[] => [
  ...Object.keys(matchLabels),
  ...matchExpressions.flatMap(({ key, operator }) => (operator === 'In' || operator === 'Exists' ? [key] : [])),
];
