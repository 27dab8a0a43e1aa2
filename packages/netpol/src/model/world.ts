import type { Labels, NetworkPolicy, Protocol } from './policy.ts';

/**
 * What is there: read from files or from a cluster, in one shape. Names are unique within their namespace and kind. Workloads
 * are pods and what makes pods, one by one as they were read; `prepare` puts those together that no policy can tell apart.
 */
export interface World {
  readonly namespaces: readonly Namespace[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly policies: readonly LocatedPolicy[];
  /** Services that something leads to from outside of the cluster. */
  readonly backends?: readonly Backend[];
}

/** A Service that an Ingress, a Route or a route of a Gateway leads to. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** Of the Service, by number or name; any where none is named. */
  readonly port?: number | string;
  /** For sentences: `The Ingress shop/web`. */
  readonly by: string;
  readonly place: Place;
}

export interface Namespace {
  readonly name: string;
  /** With `kubernetes.io/metadata.name`, which every API server sets. */
  readonly labels: Labels;
}

/** A pod, several that are alike to every policy, or all pods that a template makes. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  /** `Pod`, `Deployment`, `StatefulSet`, … */
  readonly kind: string;
  /** Of the pods, not of what makes them. */
  readonly labels: Labels;
  /** Of what makes the pods, where that was read: no policy sees them. */
  readonly controllerLabels?: Labels;
  /** On the node's network, where no policy applies to it and no pod selector finds it. */
  readonly hostNetwork: boolean;
  /** Addresses of the pods, where they are known; IPv4, IPv6 or both. */
  readonly addresses: readonly string[];
  readonly ports: readonly ContainerPort[];
  /** Names of its pods, as `kubectl get pods` shows them; none where only what makes them was read. */
  readonly pods?: readonly string[];
  /** What makes it, the nearest first: the ReplicaSet of a pod, then its Deployment. */
  readonly owners?: readonly Owner[];
  readonly place?: Place;
}

/** What makes pods, or what makes that. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** The port of the node that leads to it. */
  readonly hostPort?: number;
}

export interface Service {
  readonly namespace: string;
  readonly name: string;
  /** No selector: its endpoints are kept by somebody else. */
  readonly selector?: Labels;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Calls from outside keep the address of who calls (`externalTrafficPolicy: Local`). */
  readonly keepsCallers?: true;
  readonly ports: readonly ServicePort[];
  /** Its own addresses in the cluster, where they are known. */
  readonly clusterIPs?: readonly string[];
  /** Addresses outside of the cluster that nodes take calls for. */
  readonly externalIPs?: readonly string[];
  readonly place?: Place;
}

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly protocol: Protocol;
  /** The port of every node that leads to it. */
  readonly nodePort?: number;
}

/** A policy and where it was read; its parts are found by their path in the tree (`['spec', 'ingress', 0, 'ports', 1]`). */
export interface LocatedPolicy {
  readonly policy: NetworkPolicy;
  readonly placeOf: (path: Path) => Place;
}

export type Path = readonly (string | number)[];

/** A place in a file, counted from 1; of a cluster, `file` is `cluster:namespace/Kind/name:path` and line and column are 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `namespace/name[Kind]`, as the field's tools write it. */
export function workloadKey({ namespace, name, kind }: Pick<Workload, 'namespace' | 'name' | 'kind'>): string {
  return `${namespace}/${name}[${kind}]`;
}
