import { type Differing, type KubectlDocument, type PlainValue, positionAt } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import type { Path } from '../model/world.ts';
import { isObject, kindOf } from './report.ts';
import { templatePathOf } from './workload.ts';

/**
 * Says where kubectl and readers of YAML 1.2 take a value for different things, within objects that are read (by their paths): in the
 * finding that stands there already, as it is what makes the value a wrong one, or in a warning of its own where anything goes by the
 * value. `defaultMode: 0644` of a volume is two numbers to two readers, and no connection goes by it.
 */
export function sayDiffering(
  document: KubectlDocument,
  file: string,
  objects: readonly Path[],
  findings: Finding[],
): void {
  if (document.differing.length === 0) return;
  const roots = new Map(objects.map((path) => [path.join('/'), kindAt(document.data, path)]));
  const known = new Map(findings.map((finding, i) => [placeKey(finding), i]));
  for (const differing of document.differing) {
    const found = objectOf(differing.path, roots);
    if (!found) continue;
    const place = { file, ...positionAt(document, differing.at) };
    const at = known.get(placeKey({ place }));
    const before = at === undefined ? undefined : findings[at];
    if (at !== undefined && before)
      findings[at] = { ...before, message: `${before.message} ${toKubectl(differing)}`, ...quoted(before, differing) };
    else if (matters(found))
      findings.push({
        code: 'read/readers-differ',
        severity: 'warning',
        message: `${toKubectl(differing)} Readers of YAML 1.2 take it for ${valueText(differing, differing.toOthers)}.`,
        fix: 'Put it in quotes if a text is meant, and write what kubectl reads if not.',
        place,
      });
  }
}

const placeKey = ({ place }: Pick<Finding, 'place'>): string => `${place?.file}:${place?.line}:${place?.column}`;

/** The kind of an object that holds a value, and the path of the value in it. */
interface InObject {
  readonly kind: string;
  readonly path: Path;
}

function objectOf(path: Path, roots: ReadonlyMap<string, string>): InObject | undefined {
  for (let root = 0; ; root += 2) {
    const kind = roots.get(path.slice(0, root).join('/'));
    if (kind !== undefined) return { kind, path: path.slice(root) };
    if (path[root] !== 'items') return undefined;
  }
}

function kindAt(data: unknown, path: Path): string {
  const object = path.reduce<unknown>(
    (found, step) => (Array.isArray(found) ? found[Number(step)] : isObject(found) ? found[step] : undefined),
    data,
  );
  return isObject(object) && typeof object.kind === 'string' ? object.kind : '';
}

const ofMetadata = [
  ...['name', 'generateName', 'namespace', 'labels', 'annotations'],
  ...['kind', 'name', 'controller'].map((field) => `ownerReferences.*.${field}`),
];

/**
 * Of a container: its ports and whether it keeps running; and texts of which people write a boolean or a number, so that no API server
 * takes the pod.
 */
const ofContainer = ['name', 'image', 'ports', 'restartPolicy', 'command', 'args', 'env'];

const ofPod = [
  ...ofMetadata.map((field) => `metadata.${field}`),
  'spec.hostNetwork',
  ...['containers', 'initContainers'].flatMap((list) => ofContainer.map((field) => `spec.${list}.*.${field}`)),
];

/**
 * Whether policies, selectors or ports go by a value, or whether an API server takes the object, or what is printed of it. Of what makes pods
 * that is a part; all other kinds that are read are about connections. What the status says, or the API server itself writes (`uid`,
 * `managedFields`), nobody chose.
 */
function matters({ kind, path }: InObject): boolean {
  const template = templatePathOf(kind);
  const before = template?.map((step) => `${step}.`).join('') ?? '';
  const fields = [
    ...['apiVersion', 'kind', ...ofMetadata.map((field) => `metadata.${field}`)],
    ...(template ? ['spec.selector', ...ofPod.map((field) => before + field)] : ['spec']),
  ];
  return fields.some((field) =>
    field.split('.').every((step, i) => i < path.length && (step === '*' || step === path[i])),
  );
}

const toKubectl = (differing: Differing): string =>
  `kubectl, which reads YAML 1.1, takes ${writtenText(differing)} for ${valueText(differing, differing.toKubectl)}.`;

/** In the fix of a value that should be a text. */
const quoted = ({ code }: Finding, { written }: Differing): { fix?: string } =>
  code === 'read/not-a-text' ? { fix: `Put it in quotes: "${written}".` } : {};

/** What programs are configured with may be a password, which is not said again. */
const isSecret = ({ path }: Differing): boolean =>
  path.some((step) => /^(?:flinkConfiguration|env|args|command|annotations|data)$/.test(String(step)));

const writtenText = (differing: Differing): string =>
  isSecret(differing)
    ? `this ${differing.isKey ? 'key' : 'value'}`
    : `the ${differing.isKey ? 'key' : 'value'} ${differing.written}`;

const valueText = (differing: Differing, value: PlainValue): string =>
  isSecret(differing) && typeof value !== 'boolean'
    ? `a ${typeof value === 'number' ? 'number' : 'text'}`
    : kindOf(value);
