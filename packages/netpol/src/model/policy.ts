/**
 * A NetworkPolicy as a typed tree, in the shape and with the words of the Kubernetes API: what is read, evaluated,
 * generated and printed is this and nothing else.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export interface NetworkPolicy {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: Metadata;
  readonly spec: NetworkPolicySpec;
}

export interface Metadata {
  readonly name: string;
  /** Where the object has none, the namespace that the reader was given, else `default`. */
  readonly namespace: string;
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;
export type Direction = 'Ingress' | 'Egress';
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export const protocols = ['TCP', 'UDP', 'SCTP'] as const satisfies readonly Protocol[];

export interface NetworkPolicySpec {
  /** Empty selects every pod of the namespace. */
  readonly podSelector: LabelSelector;
  /** Missing means Ingress, and Egress too where there is an egress section. */
  readonly policyTypes?: readonly Direction[];
  readonly ingress?: readonly IngressRule[];
  readonly egress?: readonly EgressRule[];
}

/** A missing or empty `from` (or `to`) means every peer; missing or empty `ports` mean every port. */
export interface IngressRule {
  readonly from?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}
export interface EgressRule {
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

/** Either an address block, or pods: of this namespace, of the namespaces selected, or both selectors at once. */
export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IpBlock;
}

export interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface PolicyPort {
  /** TCP where it is missing. */
  readonly protocol?: Protocol;
  /** A number, or the name of a container's port; every port where it is missing. */
  readonly port?: number | string;
  /** With a number in `port`: the last port of a range. */
  readonly endPort?: number;
}

/** All of both must hold; an empty selector matches everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelExpression[];
}

export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}
