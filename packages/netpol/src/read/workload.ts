import { type Labels, type Protocol, protocols } from '../model/policy.ts';
import type { ContainerPort, Path, Place, Workload } from '../model/world.ts';
import { describeSelector, matches } from '../selector/match.ts';
import { isMissing, isObject, kindOf, Report, readTexts } from './report.ts';
import { readLabels, readSelector } from './selector.ts';
import { checkContainerPorts, isPortNumber } from './values.ts';

/** Where the pods' own description stands, by the kind of what makes them. */
const templates: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The pods of an object that makes pods, or the pod itself. A pod of a controller counts as one of the controller's. */
export function readWorkload(object: Record<string, unknown>, named: Named, place: Place, report: Report): Workload {
  const path = templates[named.kind] ?? [];
  const template = at(object, path);
  const metadata = report.object(at(template, ['metadata']) ?? {}, [...path, 'metadata'], 'metadata') ?? {};
  const spec = report.object(at(template, ['spec']) ?? {}, [...path, 'spec'], 'spec') ?? {};
  const labels = readLabels(metadata.labels, [...path, 'metadata', 'labels'], 'labels', report);
  checkContainerPorts(spec, [...path, 'spec'], report);
  const controllerLabels =
    named.kind === 'Pod' ? {} : readTexts(at(object, ['metadata', 'labels']), [], '', new Report(nowhere));
  checkSelector(object, named.kind, labels, report);
  const owner = ownerOf(named.kind, object, labels);
  return {
    namespace: named.namespace,
    name: owner?.name ?? named.name,
    kind: owner?.kind ?? named.kind,
    labels,
    ...(Object.keys(controllerLabels).length > 0 ? { controllerLabels } : {}),
    hostNetwork: readHostNetwork(spec, path, report),
    addresses: named.kind === 'Pod' ? addressesOf(object.status) : [],
    ports: portsOf(spec),
    place,
  };
}

/** For what is said elsewhere, where labels of all objects are read. */
const nowhere = (): Place => ({ file: '', line: 1, column: 1 });

const withSelector: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** A controller must select the pods of its own template. Source: ValidateDeploymentSpec and its like in pkg/apis/apps/validation */
function checkSelector(object: Record<string, unknown>, kind: string, labels: Labels, report: Report): void {
  if (!withSelector.has(kind)) return;
  const value = at(object, ['spec', 'selector']);
  if (!isObject(value)) return;
  const own = new Report(nowhere);
  const selector = readSelector(value, [], own);
  if (own.hasErrors || (Object.keys(selector).length > 0 && matches(selector, labels))) return;
  report.error(
    'selector-of-others',
    ['spec', 'selector'],
    Object.keys(selector).length > 0
      ? `The selector of this ${kind} (${describeSelector(selector)}) does not fit the labels of its own template: no API server takes it.`
      : `The selector of this ${kind} is empty: no API server takes it.`,
    'Write the labels of spec.template.metadata in spec.selector.matchLabels.',
  );
}

/** Whether the spec of a pod, in the template at a path, puts it on the network of its node. */
function readHostNetwork({ hostNetwork }: Record<string, unknown>, path: Path, report: Report): boolean {
  if (!isMissing(hostNetwork) && typeof hostNetwork !== 'boolean')
    report.error(
      'not-a-boolean',
      [...path, 'spec', 'hostNetwork'],
      `hostNetwork should be true or false, and is ${kindOf(hostNetwork)}: no API server takes it.`,
      'Write true or false without quotes.',
    );
  return hostNetwork === true;
}

/**
 * What holds no address: pods that have ended (another pod may have theirs now), jobs that have, and ReplicaSets that a
 * Deployment keeps of former rollouts. A listing of a cluster is full of them.
 */
export function idleAs(kind: string, { metadata, spec, status }: Record<string, unknown>): string | undefined {
  const [own, now] = [isObject(spec) ? spec : {}, isObject(status) ? status : {}];
  if (kind === 'Pod' && (now.phase === 'Succeeded' || now.phase === 'Failed')) return 'Pod that has ended';
  if (kind === 'Job' && !isMissing(now.completionTime)) return 'Job that has ended';
  const isKept = kind === 'ReplicaSet' && own.replicas === 0 && controllerOf(metadata) !== undefined;
  return isKept ? 'ReplicaSet without pods' : undefined;
}

function controllerOf(metadata: unknown): Record<string, unknown> | undefined {
  const owners = isObject(metadata) && Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences : [];
  return owners.find((o) => isObject(o) && o.controller === true) as Record<string, unknown> | undefined;
}

/** Whose a pod or a ReplicaSet is; of a Deployment's pod the ReplicaSet is known by its name, which ends in the template's hash. */
function ownerOf(kind: string, { metadata }: Record<string, unknown>, labels: Readonly<Record<string, string>>) {
  if (kind !== 'Pod' && kind !== 'ReplicaSet' && kind !== 'Job') return undefined;
  const owner = controllerOf(metadata);
  if (typeof owner?.kind !== 'string' || typeof owner.name !== 'string') return undefined;
  const hash = labels['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  return { kind: owner.kind, name: owner.name };
}

/** The Job of a pod, by its owner, or by its label where the owner was left out (as people do with what they export). */
export function jobOf({ kind, name, labels }: Workload): string | undefined {
  if (kind === 'Job') return name;
  return kind === 'Pod' ? (labels['batch.kubernetes.io/job-name'] ?? labels['job-name']) : undefined;
}

function addressesOf(status: unknown): string[] {
  if (!isObject(status)) return [];
  const all = Array.isArray(status.podIPs)
    ? status.podIPs.map((p) => (isObject(p) ? p.ip : undefined))
    : [status.podIP];
  return all.filter((ip): ip is string => typeof ip === 'string' && ip !== '');
}

/** Init containers too: those that keep running (sidecars) serve ports. */
export function portsOf(spec: Record<string, unknown>): ContainerPort[] {
  const containers = [spec.containers, spec.initContainers].flatMap((list) => (Array.isArray(list) ? list : []));
  const ports = containers.flatMap((c) => (isObject(c) && Array.isArray(c.ports) ? c.ports : []));
  return ports.flatMap((p) => {
    if (!isObject(p) || typeof p.containerPort !== 'number') return [];
    const protocol: Protocol = protocols.find((known) => known === p.protocol) ?? 'TCP';
    const hostPort = isPortNumber(p.hostPort) ? { hostPort: p.hostPort } : {};
    return [{ ...(typeof p.name === 'string' ? { name: p.name } : {}), port: p.containerPort, protocol, ...hostPort }];
  });
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => (isObject(found) ? found[step as string] : undefined), value);
}

/** Labels that tell the runs of one controller apart, by its kind. */
const perRun: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'],
};

/** Pods of one controller with equal labels are one workload with the addresses of all. */
export function mergeWorkloads(all: readonly Workload[]): Workload[] {
  const found = new Map<string, Workload>();
  for (const workload of all) {
    const { namespace, kind, name, hostNetwork } = workload;
    const own = ['pod-template-hash', ...(perRun[kind] ?? [])];
    const labels = Object.entries(workload.labels).filter(([key]) => !own.includes(key));
    const key = JSON.stringify([namespace, kind, name, hostNetwork, labels.sort()]);
    const before = found.get(key);
    const addresses = [...new Set([...(before?.addresses ?? []), ...workload.addresses])];
    // The controller itself was read first or comes later: whichever has ports knows them for all.
    const ports = before && before.ports.length > 0 ? before.ports : workload.ports;
    found.set(key, { ...(before ?? workload), addresses, ports });
  }
  return numbered([...found.values()]);
}

/** Pods of one controller whose labels differ (a rollout under way) are told apart by a number. */
function numbered(workloads: readonly Workload[]): Workload[] {
  const count = new Map<string, number>();
  return workloads.map((workload) => {
    const key = JSON.stringify([workload.namespace, workload.kind, workload.name]);
    const before = count.get(key) ?? 0;
    count.set(key, before + 1);
    return before === 0 ? workload : { ...workload, name: `${workload.name}#${before + 1}` };
  });
}
