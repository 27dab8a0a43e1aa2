import { type Labels, type Protocol, protocols } from '../model/policy.ts';
import { type ContainerPort, type Owner, type Path, type Place, type Workload, workloadKey } from '../model/world.ts';
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

/** Where the description of pods stands in an object of a kind that makes some, or is one. */
export const templatePathOf = (kind: string): Path | undefined =>
  Object.hasOwn(templates, kind) ? templates[kind] : undefined;

interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The pods of an object that makes pods, or the pod itself, with what makes it as far as it says. */
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
  const owners = ownersOf(named.kind, object, labels);
  return {
    namespace: named.namespace,
    name: named.name,
    kind: named.kind,
    labels,
    ...(Object.keys(controllerLabels).length > 0 ? { controllerLabels } : {}),
    hostNetwork: readHostNetwork(spec, path, report),
    addresses: named.kind === 'Pod' ? addressesOf(object.status) : [],
    ports: portsOf(spec),
    ...(named.kind === 'Pod' ? { pods: [named.name] } : {}),
    ...(owners.length > 0 ? { owners } : {}),
    place,
  };
}

/** Drops findings that the reader of the object's labels gives already. */
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
  return owners.filter(isObject).find((o) => o.controller === true);
}

/**
 * Whose a pod, ReplicaSet or Job is. The Deployment above a ReplicaSet is known by the ReplicaSet's name, which ends in the
 * template's hash. A static pod is nobody's: what stands as its controller is the node that it runs on.
 */
function ownersOf(kind: string, { metadata }: Record<string, unknown>, labels: Labels): Owner[] {
  if (kind !== 'Pod' && kind !== 'ReplicaSet' && kind !== 'Job') return [];
  const owner = controllerOf(metadata);
  if (typeof owner?.kind !== 'string' || typeof owner.name !== 'string' || owner.kind === 'Node') return [];
  const own = { kind: owner.kind, name: owner.name };
  const hash = labels['pod-template-hash'];
  if (own.kind !== 'ReplicaSet' || hash === undefined || !own.name.endsWith(`-${hash}`)) return [own];
  return [own, { kind: 'Deployment', name: own.name.slice(0, -hash.length - 1) }];
}

/**
 * Adds to owners what only other objects know: the CronJob of a Job, the Deployment of a ReplicaSet, and the Job of a pod that
 * has the label of one and no owner (as people leave it out of what they export).
 */
export function withOwners(all: readonly Workload[]): Workload[] {
  const makers = new Map(all.filter((w) => w.kind !== 'Pod').map((w) => [workloadKey(w), w]));
  const complete = (workload: Workload): readonly Owner[] => {
    const own = workload.owners ?? jobOf(workload, makers);
    const top = own.at(-1);
    const maker = top && makers.get(workloadKey({ namespace: workload.namespace, ...top }));
    return [...own, ...(maker?.owners ?? [])];
  };
  return all.map((workload) => {
    const owners = complete(workload);
    return owners.length === 0 ? workload : { ...workload, owners };
  });
}

function jobOf({ kind, namespace, labels }: Workload, makers: ReadonlyMap<string, Workload>): readonly Owner[] {
  const name = labels['batch.kubernetes.io/job-name'] ?? labels['job-name'];
  if (kind !== 'Pod' || name === undefined) return [];
  const job = { kind: 'Job', name };
  return makers.has(workloadKey({ namespace, ...job })) ? [job] : [];
}

function addressesOf(status: unknown): string[] {
  if (!isObject(status)) return [];
  const all = Array.isArray(status.podIPs)
    ? status.podIPs.map((p) => (isObject(p) ? p.ip : undefined))
    : [status.podIP];
  return all.filter((ip): ip is string => typeof ip === 'string' && ip !== '');
}

/** Those of init containers too that keep running (`restartPolicy: Always`, KEP-753): all others end before the pod serves anything. */
export function portsOf(spec: Record<string, unknown>): ContainerPort[] {
  const listed = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
  const sidecars = listed(spec.initContainers).filter((c) => isObject(c) && c.restartPolicy === 'Always');
  const containers = [...listed(spec.containers), ...sidecars];
  const ports = containers.flatMap((c) => (isObject(c) && Array.isArray(c.ports) ? c.ports : []));
  return ports.flatMap((p) => {
    if (!isObject(p) || typeof p.containerPort !== 'number') return [];
    const protocol: Protocol = protocols.find((known) => known === p.protocol) ?? 'TCP';
    const hostPort = isPortNumber(p.hostPort) ? { hostPort: p.hostPort } : {};
    return [{ ...(typeof p.name === 'string' ? { name: p.name } : {}), port: p.containerPort, protocol, ...hostPort }];
  });
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => (isObject(found) ? found[step] : undefined), value);
}
