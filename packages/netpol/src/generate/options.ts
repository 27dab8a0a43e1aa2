import type { FlinkDeployment } from '../flink/described.ts';
import type { Peer } from '../model/policy.ts';
import type { PlatformName } from '../platform/platforms.ts';
import type { EgressConnection } from './egress-connection.ts';

export const profileNames = ['headrace', 'apache-flink', 'ibm-event-automation'] as const;
export type ProfileName = (typeof profileNames)[number];

/** What somebody wants policies for. */
export interface GenerateOptions {
  readonly profile: ProfileName;
  /** Where Flink and Event Processing run. */
  readonly namespace: string;
  /** Where the Flink operator runs, when that is elsewhere. */
  readonly flinkOperatorNamespace?: string;
  /** Ports, namespace and the name of the cluster come from it; Flink's defaults otherwise. */
  readonly flinkDeployment?: FlinkDeployment;
  /** Opens the port of the metrics reporter: to anyone, or to a named scraper. */
  readonly metrics?: { readonly port?: number; readonly scraper?: Peer };
  /** Others who may call the REST API of the JobManager, as an ingress controller. */
  readonly restCallers?: readonly Peer[];
  /** Also opens the ports that Flink must be configured to use; the profile of the published set leaves them shut. */
  readonly pinPorts?: boolean;
  /** Policies for what goes out, one rule for each registered connection. */
  readonly egress?: EgressOptions;
  readonly denyAll?: 'ingress' | 'egress' | 'both';
  readonly platform?: PlatformName;
}

export interface EgressOptions {
  readonly connections: readonly EgressConnection[];
  /**
   * Addresses of the API server, as `parseApiAddress` reads them: of the `kubernetes` Service and of its endpoints. Anywhere,
   * with a finding, when unknown.
   */
  readonly kubernetesApi?: readonly string[];
}
