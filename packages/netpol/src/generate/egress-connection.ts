import type { ConnectionKind } from '@headrace/topology';
import type { Labels } from '../model/policy.ts';
import type { Place } from '../model/world.ts';
import type { GenerateOptions } from './options.ts';

/** A registered connection, as far as egress is concerned. */
export interface EgressConnection {
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly targets: readonly EgressTarget[];
  /** The line that asked for it, which the rule cites. */
  readonly place?: Place;
}

/** Where a connection goes: the pod's port, and who is there. */
export interface EgressTarget {
  readonly host: string;
  readonly port: number;
  /** Addresses of the host, when somebody has said them. */
  readonly cidrs?: readonly string[];
  /** Labels of the pods behind a Service of this cluster. */
  readonly podLabels?: Labels;
}

/** The namespace of a Service of this cluster, or of one pod of a StatefulSet behind it (`kafka-0.kafka.events.svc`). */
export const serviceNamespace = (host: string): string | undefined =>
  // bounded: a host name, at most 253 characters.
  /^(?:[^.]+\.){1,2}([^.]+)\.svc(?:\.|$)/.exec(host)?.[1];

/** All connections that egress is for: those that are registered, and the ZooKeeper of the FlinkDeployment. */
export function egressConnections({
  egress,
  flinkDeployment,
}: Pick<GenerateOptions, 'egress' | 'flinkDeployment'>): readonly EgressConnection[] {
  const { zooKeeper = [], place } = flinkDeployment?.highAvailability ?? {};
  const quorum: EgressConnection = {
    name: 'ZooKeeper of the FlinkDeployment',
    kind: 'zookeeper',
    targets: zooKeeper,
    ...(place ? { place } : {}),
  };
  return [...(egress?.connections ?? []), ...(zooKeeper.length > 0 ? [quorum] : [])];
}
