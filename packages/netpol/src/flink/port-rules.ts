/**
 * How Flink and its Kubernetes operator read each port option. The suite `sql` compares with what Flink (native mode) and the operator
 * (standalone mode) deploy.
 *
 * Sources:
 * - types and older names of options: the option classes of Flink's flink-core (RestOptions, JobManagerOptions, BlobServerOptions,
 *   TaskManagerOptions, NettyShuffleEnvironmentOptions, MetricOptions, HighAvailabilityOptions), Flink 2.3; what an older version reads
 *   otherwise says so in `listSince`
 * - fixed ports: deployClusterInternal of org.apache.flink.kubernetes.KubernetesClusterDescriptor (native) and of
 *   org.apache.flink.kubernetes.operator.standalone.KubernetesStandaloneClusterDescriptor (standalone, operator 1.2 and newer); both
 *   call KubernetesUtils.checkAndUpdatePortConfigOption
 */
export interface PortRule {
  /** `number`: one number, without blanks. `list`: ports and ranges, separated by commas (NetUtils.getPortRangeFromString). */
  readonly type: 'number' | 'list';
  /** The version of Flink from which on it is a list, as `versionOf` has it; a number before. */
  readonly listSince?: number;
  /**
   * The operator needs one fixed port here, in both modes: it refuses a list or range, and puts this port in the place of 0. `option`
   * is the port of another option.
   */
  readonly fixed?: 'default' | { readonly option: string };
  /** What 0 means where the port is not fixed: a container port or a Service port of 0 is refused by the API server. */
  readonly zero: 'any-free-port' | 'refused';
  /** Older names that Flink still reads, the newest first. The option's own name takes precedence. */
  readonly olderNames?: readonly string[];
  /** Another option that takes a range, for a user who wants one. */
  readonly rangeIn?: string;
}

export const portRules = {
  'rest.port': { type: 'number', zero: 'refused', olderNames: ['web.port'] },
  'rest.bind-port': { type: 'list', fixed: 'default', zero: 'any-free-port' },
  'jobmanager.rpc.port': { type: 'number', zero: 'refused' },
  'jobmanager.rpc.bind-port': { type: 'number', zero: 'any-free-port' },
  'high-availability.jobmanager.port': {
    type: 'list',
    fixed: { option: 'jobmanager.rpc.port' },
    zero: 'any-free-port',
    olderNames: ['recovery.jobmanager.port'],
  },
  'blob.server.port': { type: 'list', fixed: 'default', zero: 'any-free-port' },
  'taskmanager.rpc.port': { type: 'list', fixed: 'default', zero: 'any-free-port' },
  'taskmanager.rpc.bind-port': { type: 'number', zero: 'any-free-port' },
  'taskmanager.data.port': { type: 'number', zero: 'any-free-port', rangeIn: 'taskmanager.data.bind-port' },
  // FLINK-32811
  'taskmanager.data.bind-port': { type: 'list', listSince: 119, zero: 'any-free-port' },
  'metrics.internal.query-service.port': { type: 'list', zero: 'any-free-port' },
} as const satisfies Readonly<Record<string, PortRule>>;

/** Ports of metrics reporters (`metrics.reporter.<name>.port`): the Prometheus and JMX reporters take the first free port of a list. */
export const reporterRule: PortRule = { type: 'list', zero: 'any-free-port' };
