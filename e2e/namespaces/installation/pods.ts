import type { Labels, ProfileName } from '@headrace/netpol';
import { type ComponentName, components, type Listener } from '@headrace/topology';
import type { Wanted } from '../../support/network/network.ts';

/** A host of the test as Kubernetes knows it; without a namespace it is an address outside the cluster. */
export interface Pod {
  readonly host: string;
  readonly namespace?: string;
  readonly labels?: Labels;
}

export const namespace = 'streams';
export const operators = 'operators';
/** The FlinkDeployment of the profile apache-flink. */
export const deployment = 'orders';

/** Hosts and what runs there as far as policies are concerned. Programs that do not run here get their ports held open. */
const ours = ['gateway', 'ui', 'backend', 'kafka-admin', 'samples', 'operator', 'flink-operator'] as const;
const strangers: readonly Pod[] = [
  { host: 'stranger', namespace, labels: { app: 'stranger' } },
  { host: 'stranger-elsewhere', namespace: 'elsewhere', labels: { app: 'stranger' } },
  { host: 'outside' },
];
const around: readonly Pod[] = [
  { host: 'scraper', namespace: 'monitoring', labels: { app: 'prometheus' } },
  { host: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { host: 'kafka' },
  { host: 'kubernetes-api' },
];

export const strangerHosts = strangers.map(({ host }) => host);
export const scraperLabels = { app: 'prometheus' };

/** The labels that pods have, as whoever makes them sets them: for `generate` to find, so not taken from it. */
const flinkOperator = { 'app.kubernetes.io/name': 'flink-kubernetes-operator' };
const headrace = (component: string): Labels => ({
  'app.kubernetes.io/name': 'headrace',
  'app.kubernetes.io/component': component,
});
const ibmOperand = {
  'app.kubernetes.io/instance': 'ibm-eventautomation-flink',
  'app.kubernetes.io/managed-by': 'ibm-eventautomation-flink-operator',
  'app.kubernetes.io/name': 'ibm-eventautomation-flink',
};
const ibmEventProcessing = {
  'app.kubernetes.io/component': 'ibm-ep',
  'app.kubernetes.io/managed-by': 'ibm-ep-operator',
};
const flinkLabels: Readonly<Record<ProfileName, (component: string) => Labels>> = {
  headrace,
  'apache-flink': (component) => ({ app: deployment, type: 'flink-native-kubernetes', component }),
  'ibm-event-automation': (component) => ({ ...ibmOperand, component }),
};

/** The pods of an installation under a profile, with everybody around it. */
export function podsOf(profile: ProfileName): readonly Pod[] {
  const flink = flinkLabels[profile];
  const flinkPods = ['jobmanager', 'taskmanager-1', 'taskmanager-2'].map((host) => ({
    host,
    namespace,
    labels: flink(host.replace(/-\d$/, '')),
  }));
  if (profile === 'ibm-event-automation')
    return [
      ...flinkPods,
      { host: 'backend', namespace, labels: ibmEventProcessing },
      {
        host: 'flink-operator',
        namespace: operators,
        labels: {
          ...flinkOperator,
          'app.kubernetes.io/instance': 'ibm-eventautomation-flink-operator',
          name: 'ibm-eventautomation-flink-operator',
        },
      },
      ...strangers,
      ...around,
    ];
  return [
    ...flinkPods,
    { host: 'sql-gateway', namespace, labels: headrace('sql-gateway') },
    ...ours.map((host) =>
      host === 'flink-operator'
        ? { host, namespace: operators, labels: flinkOperator }
        : { host, namespace, labels: headrace(host) },
    ),
    ...strangers,
    ...around,
  ];
}

/** Programs that run for real in the suite: their ports are their own. */
const real = ['jobmanager', 'taskmanager-1', 'taskmanager-2', 'sql-gateway', 'kafka'];

/** Every host that a profile needs. */
export function hostsOf(...profiles: readonly ProfileName[]): Wanted[] {
  const names = new Set(profiles.flatMap((profile) => podsOf(profile).map((p) => p.host)));
  return [...names].map((name) => ({ name, held: real.includes(name) ? [] : tcpPortsOf(name) }));
}

function tcpPortsOf(host: string): number[] {
  const component: { readonly listens: readonly Listener[] } | undefined = components[host as ComponentName];
  return (component?.listens ?? []).filter((l) => l.protocols.includes('TCP')).map((l) => l.port);
}
