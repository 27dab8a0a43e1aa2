import { readAsKubectl } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import { isObject } from './report.ts';
import { readBounds, type SourceFile } from './source-file.ts';

/** Files by what they are: those that hold objects, and findings for those that a program has to make objects of first. */
export interface SortedFiles {
  readonly plain: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

/**
 * Leaves out of the files of a folder what is no object as it stands: charts of Helm and other templates, and what kustomize changes before
 * it is applied. A chart, or what kustomize makes, is one finding that says what to run.
 */
export function sortFiles(files: readonly SourceFile[]): SortedFiles {
  const charts = inCharts(files);
  const others = files.filter(({ file }) => !charts.made.has(file));
  const overlays = inOverlays(others);
  const plain = others.filter(({ file, text }) => !overlays.made.has(file) && !isTemplate(text));
  const templates = others.filter(({ file, text }) => !overlays.made.has(file) && isTemplate(text));
  return { plain, findings: [...charts.findings, ...overlays.findings, ...ofTemplates(templates)] };
}

interface Made {
  /** Names of files that are not read. */
  readonly made: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

const warning = (code: string, file: string, message: string, fix: string): Finding => ({
  code: `read/${code}`,
  severity: 'warning',
  message,
  fix,
  place: { file, line: 1, column: 1 },
});

/** A line that begins with `{{`, or a value that does: no YAML, whatever fills it in. */
const isTemplate = (text: string): boolean => /^[ \t]*(?:- +)?(?:[\w./-]+: +)?\{\{[^{}\p{Cc}]*\}\}/mu.test(text);

const ofTemplates = ([first, ...more]: readonly SourceFile[]): Finding[] =>
  first
    ? [
        warning(
          'template',
          first.file,
          `${more.length === 0 ? 'This file is a template' : `This file and ${more.length} more are templates`} ({{ … }}), which are no Kubernetes objects before they are rendered: not read.`,
          'Render it first, as helm template CHART | headrace netpol list - does.',
        ),
      ]
    : [];

/** What stands in the folder of a chart and is rendered, or is what it is rendered with. */
function inCharts(files: readonly SourceFile[]): Made {
  const roots = files.filter(({ file }) => /^Chart\.ya?ml$/.test(nameOf(file))).map(({ file }) => folderOf(file));
  const outermost = roots.filter((root) => !roots.some((other) => other !== root && isWithin(root, other)));
  const made = new Set<string>();
  const findings = outermost.map((root) => {
    const own = files.filter(({ file, text }) => isWithin(file, root) && isOfChart(file.slice(root.length), text));
    for (const { file } of own) made.add(file);
    const chart = files.find(({ file }) => folderOf(file) === root && /^Chart\.ya?ml$/.test(nameOf(file)));
    return warning(
      'helm-chart',
      chart?.file ?? root,
      `${shownFolder(root)} is a Helm chart: its templates are no Kubernetes objects before they are rendered, and are not read.`,
      `Render it: helm template ${shownFolder(root)} | headrace netpol list -`,
    );
  });
  return { made, findings };
}

const isOfChart = (inside: string, text: string): boolean =>
  /(?:^|\/)(?:templates|charts)\//.test(inside) ||
  /(?:^|\/)(?:Chart\.ya?ml|values[^/]*)$/.test(inside) ||
  isTemplate(text);

interface Kustomization {
  readonly file: string;
  readonly folder: string;
  /** Whether it does more than to name resources that are there. */
  readonly changes: boolean;
  readonly files: readonly string[];
  /** Folders of other kustomizations. */
  readonly folders: readonly string[];
}

const isKustomization = (file: string): boolean => /^(?:kustomization\.ya?ml|Kustomization)$/.test(nameOf(file));

/** Files that kustomize makes something else of: all that its outermost kustomizations name, if one of them changes anything. */
function inOverlays(files: readonly SourceFile[]): Made {
  const found = files.filter(({ file }) => isKustomization(file));
  const names = new Map(files.map(({ file }) => [normal(file), file]));
  const folders = new Set(found.map(({ file }) => normal(folderOf(file))));
  const all = new Map(found.map((file) => [normal(folderOf(file.file)), kustomizationOf(file, names, folders)]));
  const named = new Set([...all.values()].flatMap((one) => one.folders));
  const made = new Set(found.map(({ file }) => file));
  const findings: Finding[] = [];
  for (const [folder, root] of all) {
    if (named.has(folder)) continue;
    const built = closureOf(folder, all);
    if (!built.some(({ changes }) => changes)) continue;
    for (const one of built) for (const file of one.files) made.add(file);
    // What lies beside a kustomization and is not named by it is applied by nobody.
    for (const { file } of files) if (built.some((one) => one.folder === folderOf(file))) made.add(file);
    findings.push(
      warning(
        'kustomization',
        root.file,
        `${shownFolder(root.folder)} has to be built by kustomize, which changes what its files say: they are not read as they stand.`,
        `Build it: kubectl kustomize ${shownFolder(root.folder)} | headrace netpol list -`,
      ),
    );
  }
  return { made, findings };
}

function closureOf(root: string, all: ReadonlyMap<string, Kustomization>): readonly Kustomization[] {
  const found = new Map<string, Kustomization>();
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const one = all.get(next);
    if (!one || found.has(next)) continue;
    found.set(next, one);
    open.push(...one.folders);
  }
  return [...found.values()];
}

function kustomizationOf(
  { file, text }: SourceFile,
  names: ReadonlyMap<string, string>,
  folders: ReadonlySet<string>,
): Kustomization {
  const folder = folderOf(file);
  const [document] = readAsKubectl(text, readBounds);
  const own = document && 'data' in document && isObject(document.data) ? document.data : {};
  // Wherever a path stands (`resources`, `patches`, `configMapGenerator`): what is no path names no file.
  const paths = textsOf(own).map((path) => normal(folder + path.slice(path.indexOf('=') + 1)));
  const resources = [own.resources, own.bases].flatMap((list) => (Array.isArray(list) ? list : []));
  const isThere = (path: unknown) =>
    typeof path === 'string' && (names.has(normal(folder + path)) || folders.has(normal(`${folder + path}/`)));
  const plain = ['apiVersion', 'kind', 'metadata', 'resources', 'bases'];
  return {
    file,
    folder,
    changes: !resources.every(isThere) || Object.keys(own).some((key) => !plain.includes(key)),
    files: paths.flatMap((path) => names.get(path) ?? []),
    folders: paths.map((path) => normal(`${path}/`)).filter((path) => folders.has(path)),
  };
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length < 1000 && !value.includes('\n') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** With the slash at its end; empty for the folder in which one is. */
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

const isWithin = (file: string, folder: string): boolean => file.startsWith(folder);

const shownFolder = (folder: string): string => folder.replace(/(.)\/$/, '$1') || '.';

/** A path without `.` and `..`, where they can be left out. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && !/^(?:\.\.)?$/.test(parts.at(-1) ?? '')) parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
