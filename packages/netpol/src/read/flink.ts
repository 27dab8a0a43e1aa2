import { components, type Listener } from '@headrace/topology';
import { deploymentOf, type FlinkDeployment } from '../flink/described.ts';
import { type FlinkSettings, flatten } from '../flink/settings.ts';
import type { Labels } from '../model/policy.ts';
import type { ContainerPort, Path, Place, Workload } from '../model/world.ts';
import type { Report } from './report.ts';
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

/**
 * The pods that a FlinkDeployment stands for: its JobManager and its TaskManagers, as `<name>-jobmanager[FlinkDeployment]` and
 * `<name>-taskmanager[FlinkDeployment]`. Labels of pod templates and of the configuration stand beside those that Flink sets,
 * which win. What makes no sense (a port, the mode) is said as `readFlinkDeployment` says it, and is the usual one here.
 * Source: https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/docs/custom-resource/pod-template/
 */
export function readFlinkPods(
  object: Record<string, unknown>,
  { namespace, name }: Named,
  placeOf: (path: Path) => Place,
  report: Report,
): Workload[] {
  const spec = report.object(object.spec ?? {}, ['spec'], 'spec') ?? {};
  // What is only worth knowing when ports are opened (info) is nothing to say of who reaches whom.
  const deployment = deploymentOf(object, placeOf, (code, path, message, fix, severity = 'error') => {
    if (severity === 'error')
      report.findings.push({ code: `flink/${code}`, severity, message, fix, place: placeOf(path) });
  });
  const settings = flatten(spec.flinkConfiguration);
  const common = templateOf(spec.podTemplate, ['spec', 'podTemplate'], report);
  return kinds.map((kind) => {
    const own = report.object(spec[kind.field] ?? {}, ['spec', kind.field], kind.field) ?? {};
    const templates = [common, templateOf(own.podTemplate, ['spec', kind.field, 'podTemplate'], report)];
    return {
      namespace,
      name: `${name}-${kind.component}`,
      kind: 'FlinkDeployment',
      labels: {
        ...Object.assign({}, ...templates.map((t) => t.labels)),
        ...configuredLabels(settings, `kubernetes.${kind.component}.labels`, report),
        ...flinkLabels(name, kind, deployment.mode),
      },
      // Flink writes its own over what a template says (InitJobManagerDecorator, InitTaskManagerDecorator).
      hostNetwork: settings.get('kubernetes.hostnetwork.enabled')?.text.toLowerCase() === 'true',
      addresses: [],
      ports: [...declaredPorts(kind, deployment), ...templates.flatMap((t) => t.ports)],
      place: placeOf(['metadata', 'name']),
    };
  });
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
export function withoutStandIns(workloads: readonly Workload[]): Workload[] {
  const keyOf = ({ namespace, labels }: Workload) => JSON.stringify([namespace, labels.app, labels.component]);
  const real = new Set(workloads.filter((w) => w.kind !== 'FlinkDeployment').map(keyOf));
  return workloads.filter((w) => w.kind !== 'FlinkDeployment' || !real.has(keyOf(w)));
}
