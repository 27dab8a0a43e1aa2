import { isFlinkKind } from '../flink/kinds.ts';
import type { Path, Place } from '../model/world.ts';
import { isListOfOurs, isOurs } from './api.ts';
import { readBackends } from './backends.ts';
import { readFlinkClusters } from './flink.ts';
import type { Gathered } from './gathered.ts';
import { readPolicy } from './policy.ts';
import { isMissing, isObject, kindOf, Report, readTexts } from './report.ts';
import { readLabels } from './selector.ts';
import { readService } from './service.ts';
import { isTemplate, objectsOf } from './template.ts';
import { idleAs, readWorkload } from './workload.ts';

/** A document of a file, or an object of a cluster. */
export interface Source {
  readonly placeOf: (path: Path) => Place;
  readonly namespace: string;
  /** Where the objects stand that are read. */
  readonly objects: Path[];
}

/** Reads one object, and those of a list or a template; what is found goes into `into`. */
export function readObject(value: unknown, root: Path, source: Source, into: Gathered): void {
  const placeOf = (path: Path): Place => source.placeOf([...root, ...path]);
  const report = new Report(placeOf);
  const object = report.object(value, [], 'A Kubernetes object');
  const kind = object?.kind;
  if (object && (typeof kind !== 'string' || kind === ''))
    report.error('no-kind', [], 'This object has no kind.', 'Add apiVersion: and kind:, or remove it.');
  else if (object && isList(object, String(kind))) {
    into.objects++;
    for (const [i, item] of (report.list(object.items, ['items'], 'items') ?? []).entries())
      readObject(asEntry(item, object, String(kind)), [...root, 'items', i], source, into);
  } else if (object && isTemplate(object)) readTemplate(object, root, source, report, into);
  else if (object) {
    into.objects++;
    if (readKind({ object, kind: String(kind), source, placeOf, report }, into)) source.objects.push(root);
  }
  into.findings.push(...report.findings);
}

/** Also one without items, as an API server gives where there are none. */
const isList = ({ items }: Record<string, unknown>, kind: string): boolean =>
  kind.endsWith('List') && (Array.isArray(items) || isListOfOurs(kind));

/** Entries of a typed list (`PodList`) leave out what the list says. */
function asEntry(item: unknown, { apiVersion }: Record<string, unknown>, list: string): unknown {
  if (!isObject(item) || item.kind !== undefined || list === 'List') return item;
  return { apiVersion, ...item, kind: list.slice(0, -'List'.length) };
}

/** The objects of an OpenShift Template, with the values that its parameters have. */
function readTemplate(
  template: Record<string, unknown>,
  root: Path,
  source: Source,
  report: Report,
  into: Gathered,
): void {
  const objects = objectsOf(template, report);
  for (const [i, object] of objects.entries()) readObject(object, [...root, 'objects', i], source, into);
}

/** An object of a kind, and where it stands. */
interface Found {
  readonly object: Record<string, unknown>;
  readonly kind: string;
  readonly source: Source;
  readonly placeOf: (path: Path) => Place;
  readonly report: Report;
}

/** @returns whether it is of a kind that is read */
function readKind(found: Found, into: Gathered): boolean {
  const { object, kind, source, placeOf, report } = found;
  const backends = readBackends(object, kind, source.namespace, placeOf);
  into.backends.push(...backends);
  if (backends.length > 0) return true;
  const isRead = isOurs(object, kind, report, {
    leaveOut: (why, other, group) => into.leftOut.add(why, other, group),
    deciding: (what, effect) => into.deciding(what, effect, placeOf(['kind'])),
  });
  if (isRead) readOurs(found, into);
  return isRead;
}

function readOurs({ object, kind, source, placeOf, report }: Found, into: Gathered): void {
  const metadata = report.object(object.metadata, ['metadata'], 'metadata');
  if (!metadata) return;
  const name = nameOf(metadata, kind, report);
  if (name === undefined) return;
  if (!isMissing(metadata.namespace) && typeof metadata.namespace !== 'string') {
    report.error(
      'not-a-text',
      ['metadata', 'namespace'],
      `The namespace should be a text, and is ${kindOf(metadata.namespace)}: this ${kind} is not counted.`,
      'Write the name of the namespace; put it in quotes when it is a number.',
    );
    return;
  }
  // Those of a pod are read with the pod.
  const labels = kind === 'Pod' ? {} : readLabels(metadata.labels, ['metadata', 'labels'], 'labels', report);
  const namespace = isMissing(metadata.namespace) || metadata.namespace === '' ? source.namespace : metadata.namespace;
  const place = placeOf(['metadata', 'name']);
  // A cluster makes another name of each that is generated.
  const before =
    isMissing(metadata.name) || metadata.name === ''
      ? undefined
      : into.placeBefore([kind, kind === 'Namespace' ? '' : namespace, name], place);
  if (before) {
    report.error(
      'twice',
      ['metadata', 'name'],
      `The ${kind} ${kind === 'Namespace' ? name : `${namespace}/${name}`} stands also at ${before.file}:${before.line}:${before.column}. A cluster has one of a name; only that other one is counted here.`,
      'Leave one of the two out, or give it another name.',
    );
    return;
  }
  if (kind === 'Namespace') into.namespaces.push({ name, labels });
  else if (kind === 'Service') into.services.push(readService(object, { namespace, name }, place, report));
  else if (kind === 'NetworkPolicy') {
    const annotations = readTexts(metadata.annotations, ['metadata', 'annotations'], 'annotations', report);
    const policy = readPolicy(object, { name, namespace, labels, annotations }, report);
    if (policy) into.policies.push({ policy, placeOf });
  } else if (isFlinkKind(kind)) {
    into.flinkDeployments.push({ namespace, name, file: place.file, kind });
    into.flink(kind, readFlinkClusters(object, kind, { namespace, name }, placeOf, report));
  } else {
    const idle = idleAs(kind, object);
    if (idle === undefined) into.workloads.push(readWorkload(object, { kind, namespace, name }, place, report));
    else into.leftOut.add('skipped', idle);
  }
}

/** The name of an object; `load-*` where the API server makes one that begins with `generateName`. */
function nameOf({ name, generateName }: Record<string, unknown>, kind: string, report: Report): string | undefined {
  const field = isMissing(name) || name === '' ? 'generateName' : 'name';
  const given = field === 'name' ? name : generateName;
  if (isMissing(given) || given === '')
    report.error('no-name', ['metadata'], `This ${kind} has no name.`, 'Add metadata.name.');
  else if (typeof given !== 'string')
    report.error(
      'not-a-text',
      ['metadata', field],
      `The ${field} should be a text, and is ${kindOf(given)}: this ${kind} is not counted.`,
      `Put it in quotes: "${String(given).slice(0, 60)}".`,
    );
  else return field === 'name' ? given : `${given}*`;
  return undefined;
}
