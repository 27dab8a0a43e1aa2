import { positionOf, readAsKubectl, toData } from '@headrace/yaml';
import { blueGreenChildren, type FlinkKind, isFlinkKind } from '../flink/kinds.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Backend, LocatedPolicy, Namespace, Path, Place, Service, Workload, World } from '../model/world.ts';
import { isListOfOurs, isOurs } from './api.ts';
import { readBackends } from './backends.ts';
import { sayDiffering } from './differing.ts';
import { type FlinkCluster, readFlinkClusters, withoutStandIns } from './flink.ts';
import { type Effect, leftOutBy } from './other-kinds.ts';
import { readPolicy } from './policy.ts';
import { isMissing, isObject, kindOf, Report, readTexts } from './report.ts';
import { readLabels } from './selector.ts';
import { readService } from './service.ts';
import { readBounds, type SourceFile } from './source-file.ts';
import { sortFiles } from './sources.ts';
import { isTemplate, objectsOf } from './template.ts';
import { idleAs, readWorkload, withOwners } from './workload.ts';

export interface ReadWorld {
  readonly world: World;
  readonly findings: readonly Finding[];
  readonly flinkDeployments: readonly FoundFlinkDeployment[];
  /** Objects that say nothing about connections, by kind. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Objects of kinds of which it is not known here whether they say anything about connections, by kind. */
  readonly notRead: Readonly<Record<string, number>>;
  /** Objects of whatever kind, and lists of them. */
  readonly objects: number;
  /** Of several files, those that hold no Kubernetes object. */
  readonly notKubernetes: readonly string[];
}

/** A FlinkDeployment (or a FlinkBlueGreenDeployment, whose children are left out) and the file that holds it, for who wants to know its ports (`readFlinkDeployment`). */
export interface FoundFlinkDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly file: string;
}

/**
 * Reads Kubernetes objects out of YAML or JSON: several documents in a file, Lists, workloads, Services, Namespaces and
 * policies. What has no namespace is put into `namespace`. Never throws: what cannot be read is a finding with its place. Of
 * objects of one kind, namespace and name the first counts, and each other one is a finding.
 */
export function readWorld(files: readonly SourceFile[], namespace = 'default'): ReadWorld {
  const into = new Gathered();
  const { plain, findings } = sortFiles(files);
  into.findings.push(...findings);
  for (const { file, text } of plain) {
    const documents = readAsKubectl(text, readBounds).map((yaml) => ({
      yaml,
      data: 'code' in yaml ? null : toData(yaml),
    }));
    if (
      files.length > 1 &&
      !isForKubernetes(
        text,
        documents.map(({ data }) => data),
      )
    )
      into.notKubernetes.push(file);
    else
      for (const { yaml, data } of documents)
        if ('code' in yaml) into.fault(file, yaml);
        else if (data !== null) {
          const placeOf = (path: Path): Place => ({ file, ...positionOf(yaml, path) });
          const objects: Path[] = [];
          readObject(data, [], { placeOf, namespace, objects }, into);
          sayDiffering(yaml, file, objects, into.findings);
        }
  }
  return into.done();
}

/**
 * Whether somebody meant the file for an API server: a document has a kind or an API, or what cannot be read mentions one. A folder may hold
 * what other programs read (values of charts, pipelines, settings of editors), and nothing of it is a mistake.
 */
function isForKubernetes(text: string, documents: readonly unknown[]): boolean {
  const read = documents.filter((data) => data !== null);
  if (read.length === 0) return text.trim() === '' || /(?:^|[\s{,])["']?(?:kind|apiVersion)["']?[ \t]*:/.test(text);
  return read.some((data) => isObject(data) && ('kind' in data || 'apiVersion' in data));
}

/** An object as a cluster gave it, and how it is called there: `cluster:namespace/Kind/name`. */
export interface LiveObject {
  readonly name: string;
  readonly data: unknown;
}

/** Reads the objects of a cluster as if they stood in files; a place in one is `cluster:namespace/Kind/name:spec.ingress[0]`. */
export function readObjects(objects: readonly LiveObject[]): ReadWorld {
  const into = new Gathered();
  for (const { name, data } of objects) {
    const placeOf = (path: Path): Place => ({ file: [name, ...inWords(path)].join(':'), line: 1, column: 1 });
    readObject(data, [], { placeOf, namespace: 'default', objects: [] }, into);
  }
  return into.done();
}

/** `spec.ingress[0].ports`; a name says where it is by itself. */
function inWords(path: Path): string[] {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' || text === '.metadata.name' ? [] : [text.slice(1)];
}

interface Source {
  readonly placeOf: (path: Path) => Place;
  readonly namespace: string;
  /** Where the objects stand that are read. */
  readonly objects: Path[];
}

function readObject(value: unknown, root: Path, source: Source, into: Gathered): void {
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
    if (readKind(object, String(kind), source, placeOf, report, into)) source.objects.push(root);
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

/** @returns whether it is of a kind that is read */
function readKind(
  object: Record<string, unknown>,
  kind: string,
  source: Source,
  placeOf: (path: Path) => Place,
  report: Report,
  into: Gathered,
): boolean {
  const before = into.backends.length;
  into.backends.push(...readBackends(object, kind, source.namespace, placeOf));
  const isRead = isOurs(object, kind, report, {
    skip: (skipped) => into.skip(skipped),
    notRead: (other) => into.notRead(other),
    deciding: (what, effect) => into.deciding(what, effect, placeOf(['kind'])),
  });
  if (!isRead) return into.backends.length > before;
  readOurs(object, kind, source, placeOf, report, into);
  return true;
}

function readOurs(
  object: Record<string, unknown>,
  kind: string,
  source: Source,
  placeOf: (path: Path) => Place,
  report: Report,
  into: Gathered,
): void {
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
    else into.skip(idle);
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

/** Objects of one kind that decide connections and are not read; the place is that of the first. */
interface DecidingKind {
  /** `security.istio.io/v1 AuthorizationPolicy` */
  readonly what: string;
  readonly effect: Effect;
  readonly place: Place;
  readonly count: number;
}

function notJudged({ what, effect, place, count }: DecidingKind): Finding {
  const makesPods = effect === 'makes pods' || effect === 'makes pods and policies';
  return {
    code: 'read/not-judged',
    severity: 'warning',
    message: `${what} is not read${count === 1 ? '' : ` (${count} of them)`}: ${leftOutBy[effect]}, so the answer may be wrong.`,
    fix: makesPods
      ? 'Add such pods as they run (kind: Pod), or read the cluster with --live.'
      : 'Ask the network plugin or mesh that reads it, or try real connections with headrace netpol probe.',
    place,
  };
}

class Gathered {
  readonly namespaces: Namespace[] = [];
  readonly workloads: Workload[] = [];
  readonly services: Service[] = [];
  private readonly flinkClusters = new Map<string, FlinkCluster>();
  readonly policies: LocatedPolicy[] = [];
  readonly backends: Backend[] = [];
  readonly findings: Finding[] = [];
  readonly flinkDeployments: (FoundFlinkDeployment & { readonly kind: FlinkKind })[] = [];
  readonly notKubernetes: string[] = [];
  objects = 0;
  private readonly skipped = new Map<string, number>();
  private readonly unread = new Map<string, number>();
  private readonly decidingKinds = new Map<string, DecidingKind>();
  private readonly places = new Map<string, Place>();

  /** Where an object of this kind, namespace and name was read before; it is remembered when it is the first. */
  placeBefore(called: readonly string[], place: Place): Place | undefined {
    const key = JSON.stringify(called);
    const before = this.places.get(key);
    if (!before) this.places.set(key, place);
    return before;
  }

  /** Children of a FlinkBlueGreenDeployment that were read themselves go before what it says of them. */
  flink(kind: FlinkKind, clusters: readonly FlinkCluster[]): void {
    for (const cluster of clusters)
      if (kind === 'FlinkDeployment' || !this.flinkClusters.has(cluster.key))
        this.flinkClusters.set(cluster.key, cluster);
  }

  skip(kind: string): void {
    this.skipped.set(kind, (this.skipped.get(kind) ?? 0) + 1);
  }

  notRead(kind: string): void {
    this.unread.set(kind, (this.unread.get(kind) ?? 0) + 1);
  }

  deciding(what: string, effect: Effect, place: Place): void {
    const before = this.decidingKinds.get(what);
    this.decidingKinds.set(what, before ? { ...before, count: before.count + 1 } : { what, effect, place, count: 1 });
  }

  fault(file: string, fault: { code: string; message: string; line: number; column: number }): void {
    const { code, message, line, column } = fault;
    const fix = 'Correct the file there, or leave it out.';
    this.findings.push({
      code: code.replace('document/', 'read/'),
      severity: 'error',
      message,
      fix,
      place: { file, line, column },
    });
  }

  done(): ReadWorld {
    const keyOf = ({ namespace, name }: Service) => `${namespace}/${name}`;
    // Objects of the operator itself count where they were read.
    const flink = [...this.flinkClusters.values()];
    const standIns = flink.map((cluster) => cluster.service);
    const services = [...new Map([...standIns, ...this.services].map((s) => [keyOf(s), s])).values()];
    const { namespaces, policies, findings, objects, notKubernetes } = this;
    const backends = [...this.backends, ...flink.flatMap((cluster) => cluster.backends)];
    const read = [...flink.flatMap((cluster) => cluster.workloads), ...this.workloads];
    const workloads = withOwners(withoutStandIns(read));
    return {
      world: { namespaces, workloads, services, policies, ...(backends.length > 0 ? { backends } : {}) },
      findings: [...findings, ...[...this.decidingKinds.values()].map(notJudged)],
      flinkDeployments: withoutChildren(this.flinkDeployments),
      skipped: Object.fromEntries(this.skipped),
      notRead: Object.fromEntries(this.unread),
      objects,
      notKubernetes,
    };
  }
}

/** Without FlinkDeployments that a FlinkBlueGreenDeployment has made: its template speaks for both. */
function withoutChildren(
  all: readonly (FoundFlinkDeployment & { readonly kind: FlinkKind })[],
): FoundFlinkDeployment[] {
  const children = new Set(
    all
      .filter(({ kind }) => kind === 'FlinkBlueGreenDeployment')
      .flatMap(({ namespace, name }) => blueGreenChildren(name).map((child) => `${namespace}/${child}`)),
  );
  return all
    .filter(({ kind, namespace, name }) => kind !== 'FlinkDeployment' || !children.has(`${namespace}/${name}`))
    .map(({ namespace, name, file }) => ({ namespace, name, file }));
}
