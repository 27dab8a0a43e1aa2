import { components, type Listener, listenerOf } from '@headrace/topology';
import { deploymentOf, type FlinkDeployment } from '../flink/described.ts';
import { asFlinkDeployment, type FlinkKind, type FlinkResource, placesIn } from '../flink/kinds.ts';
import { type FlinkSettings, flatten } from '../flink/settings.ts';
import { setPorts } from '../generate/ports.ts';
import type { Labels } from '../model/policy.ts';
import type { Backend, ContainerPort, Path, Place, Service, Workload } from '../model/world.ts';
import { Report } from './report.ts';
import { checkLabel, readLabels } from './selector.ts';
import { portsOf } from './workload.ts';

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Which processes the pods of a FlinkDeployment are, and under which names their containers declare ports, by what the topology
 * calls them. Source: org.apache.flink.kubernetes.utils.Constants
 */
const kinds = [
  { component: 'jobmanager', field: 'jobManager', named: { rest: 'rest', rpc: 'jobmanager-rpc', blob: 'blobserver' } },
  { component: 'taskmanager', field: 'taskManager', named: { rpc: 'taskmanager-rpc' } },
] as const;
type PodKind = (typeof kinds)[number];

/** What a Flink cluster is to policies, as a resource of the operator has it. */
export interface FlinkCluster {
  readonly key: string;
  /** Its JobManager and its TaskManagers, as `<cluster>-jobmanager[FlinkDeployment]` and `<cluster>-taskmanager[FlinkDeployment]`. */
  readonly workloads: readonly Workload[];
  /** That of the REST API. */
  readonly service: Service;
  /** The Service that an Ingress of the operator leads to. */
  readonly backends: readonly Backend[];
}

/**
 * The clusters that a resource of the Flink operator stands for. Labels of pod templates and of the configuration stand beside those
 * that Flink sets, which win. What makes no sense (a port, the mode) is said as `readFlinkDeployment` says it, and is the usual one
 * here.
 * Source: https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/docs/custom-resource/pod-template/
 */
export function readFlinkClusters(
  resource: Record<string, unknown>,
  kind: FlinkKind,
  { namespace, name }: Named,
  placeInFile: (path: Path) => Place,
  report: Report,
): FlinkCluster[] {
  const flink = asFlinkDeployment(resource, kind);
  const placeOf = placesIn(flink, placeInFile);
  const clusters = flink.clustersOf(name).map((cluster) => {
    // The clusters of one resource differ in their names alone: each fault is reported once.
    const own = new Report(placeOf);
    return { own, ...readCluster(flink, { namespace, name: cluster }, placeOf, own) };
  });
  report.findings.push(...(clusters[0]?.own.findings ?? []));
  return clusters.map(({ own: _, ...cluster }) => cluster);
}

function readCluster(
  flink: FlinkResource,
  { namespace, name }: Named,
  placeOf: (path: Path) => Place,
  report: Report,
): FlinkCluster {
  const spec = report.object(flink.object.spec ?? {}, ['spec'], 'spec') ?? {};
  // Notes (info) are about opening ports and do not concern who reaches whom.
  const deployment = deploymentOf(flink, placeOf, (code, path, message, fix, severity = 'error') => {
    if (severity === 'error')
      report.findings.push({ code: `flink/${code}`, severity, message, fix, place: placeOf(path) });
  });
  const settings = flatten(spec.flinkConfiguration);
  const common = templateOf(spec.podTemplate, ['spec', 'podTemplate'], report);
  const workloads = kinds.map((pods): Workload => {
    const own = report.object(spec[pods.field] ?? {}, ['spec', pods.field], pods.field) ?? {};
    const templates = [common, templateOf(own.podTemplate, ['spec', pods.field, 'podTemplate'], report)];
    return {
      namespace,
      name: `${name}-${pods.component}`,
      kind: 'FlinkDeployment',
      labels: {
        ...Object.assign({}, ...templates.map((t) => t.labels)),
        ...configuredLabels(settings, `kubernetes.${pods.component}.labels`, report),
        ...flinkLabels(name, pods, deployment.mode),
      },
      hostNetwork: isOnHost(pods, deployment, settings, templates),
      addresses: [],
      ports: [...declaredPorts(pods, deployment), ...templates.flatMap((t) => t.ports)],
      place: placeOf(['metadata', 'name']),
    };
  });
  const service = restService(namespace, name, deployment, placeOf(['metadata', 'name']));
  const backends = deployment.exposed.flatMap(({ by, place }): Backend[] =>
    by === 'Ingress'
      ? [{ namespace, service: service.name, by: `The Ingress of the Flink cluster ${namespace}/${name}`, place }]
      : [],
  );
  return { key: `${namespace}/${name}`, workloads, service, backends };
}

/**
 * Flink writes the option over what a pod template says, but for the TaskManagers of a standalone cluster, which the operator makes
 * of the template alone. Source: InitJobManagerDecorator, InitTaskManagerDecorator, InitStandaloneTaskManagerDecorator
 */
function isOnHost(
  { component }: PodKind,
  { mode }: FlinkDeployment,
  settings: FlinkSettings,
  templates: readonly { readonly hostNetwork: boolean | undefined }[],
): boolean {
  if (mode === 'standalone' && component === 'taskmanager')
    return templates.reduce((before, { hostNetwork }) => hostNetwork ?? before, false);
  return settings.get('kubernetes.hostnetwork.enabled')?.text.toLowerCase() === 'true';
}

/** The Service `<cluster>-rest`. Source: ExternalServiceDecorator of flink-kubernetes */
function restService(namespace: string, name: string, deployment: FlinkDeployment, place: Place): Service {
  const rest = listenerOf('jobmanager', 'rest');
  const [port] = (rest.option === undefined ? undefined : deployment.ports.get(rest.option)) ?? [];
  const [target] = setPorts(rest, deployment) ?? [];
  const by = deployment.exposed.find((e) => e.by !== 'Ingress')?.by;
  return {
    namespace,
    name: `${name}-rest`,
    selector: { app: name, component: 'jobmanager', type: `flink-${deployment.mode}-kubernetes` },
    type: by === 'LoadBalancer' || by === 'NodePort' ? by : 'ClusterIP',
    ports: [{ name: 'rest', port: port?.start ?? rest.port, targetPort: target?.start ?? rest.port, protocol: 'TCP' }],
    place,
  };
}

/** What Flink and its operator label pods with, which policies select them by. */
const flinkLabels = (name: string, { component }: PodKind, mode: FlinkDeployment['mode']): Labels => ({
  app: name,
  component,
  type: `flink-${mode}-kubernetes`,
});

/** What a pod template says, that of all pods or that of one kind. */
function templateOf(value: unknown, path: Path, report: Report) {
  const template = report.object(value ?? {}, path, 'podTemplate') ?? {};
  const metadata = report.object(template.metadata ?? {}, [...path, 'metadata'], 'metadata') ?? {};
  const pod = report.object(template.spec ?? {}, [...path, 'spec'], 'spec') ?? {};
  return {
    labels: readLabels(metadata.labels, [...path, 'metadata', 'labels'], 'labels', report),
    hostNetwork: typeof pod.hostNetwork === 'boolean' ? pod.hostNetwork : undefined,
    ports: portsOf(pod),
  };
}

/** Written as Flink writes a map in one text (`team:payments,tier:gold`), or nested. */
function configuredLabels(settings: FlinkSettings, option: string, report: Report): Labels {
  const path: Path = ['spec', 'flinkConfiguration'];
  const found: Record<string, string> = {};
  for (const [key, setting] of settings) {
    const at = [...path, ...setting.path];
    if (key.startsWith(`${option}.`)) {
      const own = key.slice(option.length + 1);
      checkLabel(own, setting.text, at, report);
      found[own] = setting.text;
    } else if (key === option)
      for (const pair of setting.text.split(',')) {
        const colon = pair.indexOf(':');
        if (colon < 1) continue;
        const [own, text] = [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
        checkLabel(own, text, at, report);
        found[own] = text;
      }
  }
  return found;
}

/** As Flink declares them, one port each; where a range is configured, the usual one. */
function declaredPorts({ component, named }: PodKind, { ports }: FlinkDeployment) {
  return Object.entries(named).flatMap(([name, declared]): ContainerPort[] => {
    const listeners: readonly Listener[] = components[component].listens;
    const listener = listeners.find((l) => l.name === name);
    if (!listener) return [];
    const [range, ...more] = (listener.option === undefined ? undefined : ports.get(listener.option)) ?? [];
    const one = range && more.length === 0 && range.start === range.end ? range.start : undefined;
    return [{ name: declared, port: one ?? listener.port, protocol: 'TCP' }];
  });
}

/** Without the pods that a FlinkDeployment stands for where the real ones (or what makes them) were read too. */
export function withoutOperatorManagedPods(workloads: readonly Workload[]): Workload[] {
  const keyOf = ({ namespace, labels }: Workload) => JSON.stringify([namespace, labels.app, labels.component]);
  const real = new Set(workloads.filter((w) => w.kind !== 'FlinkDeployment').map(keyOf));
  return workloads.filter((w) => w.kind !== 'FlinkDeployment' || !real.has(keyOf(w)));
}
