import { positionIn, readAsKubectl } from '@headrace/yaml';
import type { Path, Place } from '../model/world.ts';
import { sayDiffering } from './differing.ts';
import { Gathered, type ReadWorld } from './gathered.ts';
import { readObject } from './object.ts';
import { isObject } from './report.ts';
import { readBounds, type SourceFile } from './source-file.ts';
import { sortFiles } from './sources.ts';

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
    const documents = readAsKubectl(text, readBounds);
    if (
      files.length > 1 &&
      !isForKubernetes(
        text,
        documents.map((document) => ('code' in document ? null : document.data)),
      )
    )
      into.notKubernetes.push(file);
    else
      for (const document of documents)
        if ('code' in document) into.fault(file, document);
        else if (document.data !== null) {
          const placeOf = (path: Path): Place => ({ file, ...positionIn(document, path) });
          const objects: Path[] = [];
          readObject(document.data, [], { placeOf, namespace, objects }, into);
          sayDiffering(document, file, objects, into.findings);
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
