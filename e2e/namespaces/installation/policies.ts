import {
  type Generated,
  type GeneratedPolicy,
  type GenerateOptions,
  generate,
  type NetworkPolicy,
  type ProfileName,
  readConnections,
  readFlinkDeployment,
} from '@headrace/netpol';
import { portOf } from '@headrace/topology';
import type { Network } from '../../support/network/network.ts';
import { deployment, namespace, operators, scraperLabels } from './pods.ts';

/** Addresses that policies can only know from configuration. */
export type Addresses = Readonly<Record<'kafka' | 'kubernetes-api', string>>;

/** What is asked of `generate` for a profile: as much as an installation with everything would. */
function optionsFor(profile: ProfileName, addresses: Addresses): GenerateOptions {
  const metrics = {
    port: portOf('jobmanager', 'metrics'),
    scraper: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector: { matchLabels: scraperLabels },
    },
  };
  const common = { profile, namespace, flinkOperatorNamespace: operators };
  if (profile === 'ibm-event-automation') return { ...common, denyAll: 'ingress', metrics: { port: metrics.port } };
  const file = 'connections.yaml';
  const text = `- {name: events, kind: kafka, bootstrapServers: "${addresses.kafka}:${portOf('kafka')}"}`;
  const { connections } = readConnections({ file, text });
  const egress = { connections, kubernetesApi: [addresses['kubernetes-api']] };
  const flink = readFlinkDeployment({
    file: 'orders.yaml',
    text: `{kind: FlinkDeployment, metadata: {name: ${deployment}}, spec: {}}`,
  });
  return {
    ...common,
    denyAll: 'both',
    metrics,
    egress,
    ...(profile === 'apache-flink' && flink.deployment ? { flinkDeployment: flink.deployment } : {}),
  };
}

export const generated = (profile: ProfileName, addresses: Addresses, more: Partial<GenerateOptions> = {}): Generated =>
  generate({ ...optionsFor(profile, addresses), ...more });

/** One rule of the generated policies. */
export interface Rule {
  /** `jobmanager ingress TCP 6123`: whose traffic, which way, and which ports. */
  readonly key: string;
  readonly policy: string;
  readonly direction: 'ingress' | 'egress';
  readonly index: number;
}

/** Every rule, in order. */
export function rulesOf({ policies }: Generated): Rule[] {
  return policies.flatMap(({ policy }) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      (policy.spec[direction] ?? []).map((rule, index) => ({
        key: `${componentOf(policy)} ${direction} ${portsOf(rule)}`,
        policy: policy.metadata.name,
        direction,
        index,
      })),
    ),
  );
}

/** Policies are named after the installation or the cluster, then the component. */
function componentOf({ metadata: { name } }: NetworkPolicy): string {
  return name.replace(/^(?:orders-)?(?:headrace-)?/, '').replace(/-egress$/, '');
}

function portsOf({ ports = [] }: { readonly ports?: NonNullable<NetworkPolicy['spec']['ingress']>[number]['ports'] }) {
  return ports
    .map(({ protocol = 'TCP', port, endPort }) => `${protocol} ${port}${endPort === undefined ? '' : `-${endPort}`}`)
    .join(', ');
}

/** The same policies without one rule; its policy stays, so that what it selects stays restricted. */
export function without(all: Generated, { policy: name, direction, index }: Rule): Generated {
  const policies = all.policies.map((p): GeneratedPolicy => {
    if (p.policy.metadata.name !== name) return p;
    const { [direction]: rules = [], ...spec } = p.policy.spec;
    const left = [...rules].toSpliced(index, 1);
    return {
      ...p,
      policy: { ...p.policy, spec: { ...spec, ...(left.length > 0 ? { [direction]: left } : {}) } },
      [direction]: p[direction].toSpliced(index, 1),
    };
  });
  return { ...all, policies };
}

export function addressesIn({ hosts }: Network): Addresses {
  const at = (name: string) => hosts.get(name)?.address ?? '';
  return { kafka: at('kafka'), 'kubernetes-api': at('kubernetes-api') };
}
