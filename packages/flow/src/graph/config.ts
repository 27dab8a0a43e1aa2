import type * as z from 'zod';
import { fieldMeta } from '../catalogue/field.ts';
import type { NodeType } from '../catalogue/node-type.ts';
import { storedVersion, upgraded, versionOf } from '../catalogue/version.ts';
import { elementOf, type Step, schemaFor, shapeOf } from '../catalogue/walk.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { FlowNode } from '../document/schema.ts';
import { valueAt } from '../value-at.ts';
import { conform, mismatchSentence, unknownKeys } from '../words/sentence.ts';

export interface ReadConfig {
  readonly config: unknown;
  /** A setting has no value yet (rather than a wrong one). */
  readonly missing: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a node's configuration of any version by its type's schema. Messages name settings by their labels in the form. */
export function readConfig(name: string, node: FlowNode, type: NodeType): ReadConfig {
  const known = versionOf(type);
  if (storedVersion(node) > known) return newer(name, node, type, known);
  const written = upgraded(type, node).config ?? {};
  const diagnostics: Diagnostic[] = unknownKeys(type.config, written).map(({ path, key, nearest }) => {
    const where = path.length > 1 ? ` under ${path.slice(0, -1).join('.')}` : '';
    const hint = nearest === undefined ? 'Remove it.' : `Did you mean '${nearest}'?`;
    return {
      code: 'config/unknown-key',
      severity: 'warning',
      message: `${type.title} has no setting '${key}'${where}; it has no effect. ${hint}`,
      place: { node: name, path: ['config', ...path] },
    };
  });
  const read = conform(type.config, written);
  if ('data' in read) return { config: read.data, missing: false, diagnostics };
  for (const { path, isMissing, ...mismatch } of read.mismatches) {
    const label = labelAt(type.config, written, path) ?? path.join('.');
    diagnostics.push({
      code: isMissing ? 'config/missing' : 'config/invalid',
      severity: 'error',
      message: isMissing ? `${label} is not set yet. Set it.` : mismatchSentence(label, mismatch),
      place: { node: name, path: ['config', ...path] },
    });
  }
  return { config: undefined, missing: read.mismatches.every((m) => m.isMissing), diagnostics };
}

function newer(name: string, node: FlowNode, type: NodeType, known: number): ReadConfig {
  const diagnostic: Diagnostic = {
    code: 'config/newer-version',
    severity: 'error',
    message: `The settings of this node have version ${storedVersion(node)}, and this Headrace knows ${type.title} up to version ${known}. Upgrade Headrace.`,
    place: { node: name, path: ['version'] },
    fix: {
      title: `Read the settings as version ${known}`,
      node: name,
      path: ['version'],
      ...(known === 1 ? {} : { value: known }),
    },
  };
  return { config: undefined, missing: false, diagnostics: [diagnostic] };
}

/** The label of the field at the path of a value. */
function labelAt(schema: z.ZodType, value: unknown, path: readonly Step[]): string | undefined {
  let at: z.ZodType | undefined = schema;
  let inside = value;
  let label: string | undefined;
  for (const step of path) {
    const chosen: z.ZodType | undefined = at && schemaFor(at, inside);
    at = chosen && (shapeOf(chosen)?.[String(step)] ?? elementOf(chosen));
    inside = valueAt(inside, [step]);
    label = (at && fieldMeta(at)?.title) ?? label;
  }
  return label;
}
