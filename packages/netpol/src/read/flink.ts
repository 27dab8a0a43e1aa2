import { components, type Listener } from '@headrace/topology';
import { type FlinkSettings, flatten } from '../flink/settings.ts';
import type { Labels } from '../model/policy.ts';
import type { ContainerPort, Path, Place, Workload } from '../model/world.ts';
import type { Report } from './report.ts';
import { readLabels } from './selector.ts';
import { portsOf, readHostNetwork } from './workload.ts';

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

/**
 * The pods that a FlinkDeployment stands for: its JobManager and its TaskManagers, as `<name>-jobmanager[FlinkDeployment]` and
 * `<name>-taskmanager[FlinkDeployment]`. Labels of pod templates and of the configuration stand beside those that Flink sets,
 * which win. Ports that make no sense are a finding of `readFlinkDeployment`; here they are the usual ones.
 * Source: https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/docs/custom-resource/pod-template/
 */
export function readFlinkPods(
  object: Record<string, unknown>,
  { namespace, name }: Named,
  place: Place,
  report: Report,
): Workload[] {
  const spec = report.object(object.spec ?? {}, ['spec'], 'spec') ?? {};
  const settings = flatten(spec.flinkConfiguration);
  const setting = (option: string) => settings.get(option)?.text;
  return kinds.map((kind) => {
    const templates = templatesOf(spec, kind, report);
    return {
      namespace,
      name: `${name}-${kind.component}`,
      kind: 'FlinkDeployment',
      labels: {
        ...Object.assign({}, ...templates.map((t) => t.labels)),
        ...configuredLabels(settings, `kubernetes.${kind.component}.labels`),
        ...flinkLabels(name, kind, spec.mode),
      },
      hostNetwork: templates.some((t) => t.hostNetwork) || setting('kubernetes.hostnetwork.enabled') === 'true',
      addresses: [],
      ports: [...declaredPorts(kind, setting), ...templates.flatMap((t) => t.ports)],
      place,
    };
  });
}

/** What Flink and its operator label pods with, which policies select them by. */
const flinkLabels = (name: string, { component }: PodKind, mode: unknown): Labels => ({
  app: name,
  component,
  type: mode === 'standalone' ? 'flink-standalone-kubernetes' : 'flink-native-kubernetes',
});

/** The template of all pods, then that of its own kind. */
function templatesOf(spec: Record<string, unknown>, { field }: PodKind, report: Report) {
  const own = report.object(spec[field] ?? {}, ['spec', field], field) ?? {};
  const found: [unknown, Path][] = [
    [spec.podTemplate, ['spec', 'podTemplate']],
    [own.podTemplate, ['spec', field, 'podTemplate']],
  ];
  return found.map(([value, path]) => {
    const template = report.object(value ?? {}, path, 'podTemplate') ?? {};
    const metadata = report.object(template.metadata ?? {}, [...path, 'metadata'], 'metadata') ?? {};
    const pod = report.object(template.spec ?? {}, [...path, 'spec'], 'spec') ?? {};
    return {
      labels: readLabels(metadata.labels, [...path, 'metadata', 'labels'], 'labels', report),
      hostNetwork: readHostNetwork(pod, path, report),
      ports: portsOf(pod),
    };
  });
}

/** Written as Flink writes a map in one text (`team:payments,tier:gold`), or nested. */
function configuredLabels(settings: FlinkSettings, option: string): Labels {
  const pairs = settings.get(option)?.text.split(',') ?? [];
  const flat = pairs.flatMap((pair) => {
    const colon = pair.indexOf(':');
    return colon < 1 ? [] : [[pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()]];
  });
  const nested = [...settings].flatMap(([key, { text }]) =>
    key.startsWith(`${option}.`) ? [[key.slice(option.length + 1), text]] : [],
  );
  return Object.fromEntries([...flat, ...nested]);
}

function declaredPorts({ component, named }: PodKind, setting: (option: string) => string | undefined) {
  return Object.entries(named).flatMap(([name, declared]): ContainerPort[] => {
    const listeners: readonly Listener[] = components[component].listens;
    const listener = listeners.find((l) => l.name === name);
    if (!listener) return [];
    const set = listener.option === undefined ? undefined : setting(listener.option);
    const port = set !== undefined && /^\d{1,5}$/.test(set) ? Number(set) : listener.port;
    return [{ name: declared, port, protocol: 'TCP' }];
  });
}

/** Without the pods that a FlinkDeployment stands for where the real ones (or what makes them) were read too. */
export function withoutStandIns(workloads: readonly Workload[]): Workload[] {
  const keyOf = ({ namespace, labels }: Workload) => JSON.stringify([namespace, labels.app, labels.component]);
  const real = new Set(workloads.filter((w) => w.kind !== 'FlinkDeployment').map(keyOf));
  return workloads.filter((w) => w.kind !== 'FlinkDeployment' || !real.has(keyOf(w)));
}
