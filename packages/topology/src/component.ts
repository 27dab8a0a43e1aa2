/**
 * What the table is made of. A component is a process of an installation, or something outside that it needs; a listener
 * is a port on which it accepts connections, with everybody who may call and the reason why.
 */
export interface Component {
  /** What it is for, in one clause. */
  readonly purpose: string;
  /** Outside: it is registered by an administrator or belongs to the cluster; we have no pod of it. */
  readonly outside?: OutsideKind;
  readonly listens: readonly Listener[];
}

/**
 * Whose addresses an outside component's are: the cluster's own (`dns`, `kubernetes-api`), or those of registered
 * connections of a kind. Of the latter there may be several or none.
 */
export type OutsideKind = 'dns' | 'kubernetes-api' | ConnectionKind;

/** What a registered connection may lead to. */
export const connectionKinds = [
  'kafka',
  'schema-registry',
  'database',
  'http-api',
  'oidc-issuer',
  'object-store',
  'zookeeper',
] as const;

export type ConnectionKind = (typeof connectionKinds)[number];

export interface Listener {
  readonly name: string;
  /** The default; for a range, its first port. */
  readonly port: number;
  /** Last port of a range. */
  readonly endPort?: number;
  readonly protocols: readonly Protocol[];
  /** Components that may connect. */
  readonly callers: readonly Caller[];
  readonly reason: string;
  /** Path prefix under which the gateway forwards requests to this listener; it is kept when forwarding. */
  readonly route?: string;
  /** Flink's configuration option that sets the port. */
  readonly option?: string;
  /** Flink's option for the port that it listens on, where it tells others another one; where it is set, it is the pod's. */
  readonly bindOption?: string;
  /** Flink's option that takes the place of `option` in a cluster with high availability. */
  readonly haOption?: string;
  /**
   * Without its option Flink takes any free port, so that a policy can only open it when it is pinned. `sysctl` pins the
   * range that the system chooses from, in the pod template.
   */
  readonly pin?: { readonly kind: 'option' } | { readonly kind: 'sysctl'; readonly name: string };
  /** It is there only when this is so. */
  readonly when?: string;
  /** What happens without it: found by a run, or the reason why it is kept without one. */
  readonly without: string;
}

export type Protocol = 'TCP' | 'UDP';

/**
 * `anyone`: a browser, a program outside, or the API server, which calls from the node's network. `scraper`: whatever
 * collects metrics.
 */
export type Caller = ComponentName | 'anyone' | 'scraper';

/** In the order of the table. */
export const componentNames = [
  'gateway',
  'ui',
  'backend',
  'kafka-admin',
  'samples',
  'operator',
  'jobmanager',
  'taskmanager',
  'sql-gateway',
  'flink-operator',
  'kafka',
  'dns',
  'kubernetes-api',
  'schema-registry',
  'database',
  'http-api',
  'oidc-issuer',
  'object-store',
  'zookeeper',
] as const;

export type ComponentName = (typeof componentNames)[number];
