import { type Differing, type KubectlDocument, type PlainValue, positionAt } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import type { Path } from '../model/world.ts';
import { kindOf } from './report.ts';

/**
 * Says where kubectl and readers of YAML 1.2 take a value for different things, within objects that are read (by their paths): in the
 * finding that stands there already, as it is what makes the value a wrong one, or in a warning of its own.
 */
export function sayDiffering(
  document: KubectlDocument,
  file: string,
  objects: readonly Path[],
  findings: Finding[],
): void {
  if (document.differing.length === 0) return;
  const roots = new Set(objects.map((path) => path.join('/')));
  const known = new Map(findings.map((finding, i) => [placeKey(finding), i]));
  for (const differing of document.differing) {
    if (!isRead(differing.path, roots)) continue;
    const place = { file, ...positionAt(document, differing.at) };
    const at = known.get(placeKey({ place }));
    const before = at === undefined ? undefined : findings[at];
    if (at !== undefined && before)
      findings[at] = { ...before, message: `${before.message} ${toKubectl(differing)}`, ...quoted(before, differing) };
    else
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

/** What stands in the status, or is managed by the API server, nobody writes. */
function isRead(path: Path, roots: ReadonlySet<string>): boolean {
  let root = 0;
  while (!roots.has(path.slice(0, root).join('/'))) {
    if (path[root] !== 'items') return false;
    root += 2;
  }
  return path[root] !== 'status' && path[root + 1] !== 'managedFields';
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
