import { type Position, positionOf, readYaml, toData, type YamlFault } from '@headrace/yaml';
import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import { isRecord, valueAt } from '../value-at.ts';
import { conform, mismatchSentence } from '../words/sentence.ts';
import { limits } from './limits.ts';
import { migrate } from './migrations.ts';
import { readersDiffer } from './readers-differ.ts';
import { apiVersion, type FlowDocument, FlowDocumentSchema } from './schema.ts';

export interface ParsedFlow {
  readonly document: FlowDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path from the document's root (and a character inside a text there) stands, for diagnostics of later stages. */
  readonly positionOf: (path: readonly (string | number)[], offset?: number) => Position;
}

/**
 * Stage *parse*: text (YAML or JSON) to `FlowDocument`. Never throws; whatever cannot be a flow gives diagnostics with
 * line and column. Unknown keys are kept.
 */
export function parseFlow(text: string): ParsedFlow {
  const yaml = readYaml(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, limits);
  if ('code' in yaml) return refused(yaml);
  const found = validate(toData(yaml));
  const at = (path: readonly (string | number)[], offset?: number) => positionOf(yaml, path, offset);
  return {
    document: found.document,
    diagnostics: [
      ...found.diagnostics.map(({ path, ...d }) => ({ ...d, place: { ...d.place, file: at(path) } })),
      ...readersDiffer(yaml),
    ],
    positionOf: at,
  };
}

function refused({ code, message, line, column }: YamlFault): ParsedFlow {
  return {
    document: undefined,
    diagnostics: [{ code, severity: 'error', message, place: { file: { line, column } } }],
    positionOf: () => ({ line, column }),
  };
}

type Found = Diagnostic & { path: readonly (string | number)[] };

function validate(data: unknown): { document: FlowDocument | undefined; diagnostics: Found[] } {
  const fault = (code: DiagnosticCode, message: string, path: readonly (string | number)[]) => ({
    document: undefined,
    diagnostics: [{ code, severity: 'error' as const, message, place: placeOf(path), path }],
  });
  if (!isRecord(data) || Array.isArray(data))
    return fault(
      'document/not-a-flow',
      `This is not a flow: a flow begins with apiVersion: ${apiVersion} and kind: Flow.`,
      [],
    );
  const migrated = migrate(data);
  if (migrated.kind === 'unknown-version')
    return fault(
      'document/unknown-version',
      `apiVersion is ${words(migrated.version)}; this version of Headrace reads ${apiVersion}. Write that, or upgrade Headrace.`,
      ['apiVersion'],
    );
  const reserved = reservedName(migrated.document);
  if (reserved)
    return fault('document/reserved-name', 'Nothing in a flow can have the name __proto__. Choose another.', reserved);
  const read = conform(FlowDocumentSchema, migrated.document);
  if ('data' in read) {
    for (const what of ['nodes', 'comments'] as const) {
      const count = Object.keys(read.data.spec[what] ?? {}).length;
      const message = `The flow has ${count} ${what}, more than ${limits[what]}. Split it.`;
      if (count > limits[what]) return fault(`document/too-many-${what}`, message, ['spec', what]);
    }
    return { document: read.data, diagnostics: [] };
  }
  return {
    document: undefined,
    diagnostics: read.mismatches.map(({ path, ...mismatch }) => ({
      code: 'document/invalid',
      severity: 'error',
      message: mismatchSentence(path.length > 0 ? path.join('.') : 'The document', mismatch),
      place: placeOf(path),
      path,
    })),
  };
}

/** JavaScript objects cannot hold `__proto__` as a plain key, and zod drops it silently. So it is reported as an error. */
function reservedName(document: Record<string, unknown>): string[] | undefined {
  const what = ['nodes', 'comments'].find((key) => {
    const named = valueAt(document, ['spec', key]);
    return isRecord(named) && Object.hasOwn(named, '__proto__');
  });
  return what === undefined ? undefined : ['spec', what, '__proto__'];
}

function placeOf(path: readonly (string | number)[]): Diagnostic['place'] {
  if (path[0] !== 'spec' || path[1] !== 'nodes' || path[2] === undefined) return { path };
  return { node: String(path[2]), path: path.slice(3) };
}

function words(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 100)}'` : value === undefined ? 'missing' : 'not a text';
}
