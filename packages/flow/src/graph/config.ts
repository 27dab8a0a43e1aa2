import type * as z from 'zod';
import { fieldMeta } from '../catalogue/field.ts';
import type { NodeType } from '../catalogue/node-type.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { FlowNode } from '../document/schema.ts';
import { nearest } from './nearest.ts';

export interface ReadConfig {
  readonly config: unknown;
  /** Something has not been filled in yet (rather than filled in wrongly). */
  readonly missing: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a node's configuration by its type's schema; what is missing or wrong is named by the words of the form. */
export function readConfig(name: string, node: FlowNode, type: NodeType): ReadConfig {
  const written = node.config ?? {};
  const diagnostics: Diagnostic[] = unknownKeys(name, written, type);
  const parsed = type.config.safeParse(written);
  if (parsed.success) return { config: parsed.data, missing: false, diagnostics };
  let missing = true;
  for (const issue of parsed.error.issues.slice(0, 50)) {
    const path = issue.path.map((s) => (typeof s === 'symbol' ? String(s) : s));
    const absent = valueAt(written, path) === undefined || valueAt(written, path) === '';
    missing &&= absent;
    const label = labelAt(type.config, path) ?? path.join('.');
    diagnostics.push({
      code: absent ? 'config/missing' : 'config/invalid',
      severity: 'error',
      message: absent ? `${label} is not set yet. Set it.` : `${label} is not right: ${issue.message}.`,
      place: { node: name, path: ['config', ...path] },
    });
  }
  return { config: undefined, missing, diagnostics };
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** The words above the field, found by walking the schema along the path. */
function labelAt(schema: z.ZodType, path: readonly (string | number)[]): string | undefined {
  let at: z.ZodType | undefined = schema;
  let label: string | undefined;
  for (const step of path) {
    at = at && stepInto(at, step);
    label = (at && fieldMeta(at)?.title) ?? label;
  }
  return label;
}

interface Shape {
  innerType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  options?: z.ZodType[];
}

function stepInto(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  const def = schema.def as Shape;
  if (def.innerType) return stepInto(def.innerType, step);
  if (def.shape) return def.shape[String(step)];
  if (def.element) return def.element;
  return def.options?.map((o) => stepInto(o, step)).find((s) => s !== undefined);
}

/** Typing slips in a hand-written file: kept in the file, said aloud. */
function unknownKeys(name: string, written: Record<string, unknown>, type: NodeType): Diagnostic[] {
  const known = Object.keys((type.config.def as Shape).shape ?? {});
  return Object.keys(written)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const guess = nearest(key, known);
      return {
        code: 'config/unknown-key',
        severity: 'warning',
        message: `${type.title} has no setting '${key}'; it has no effect. ${guess === undefined ? 'Remove it.' : `Did you mean '${guess}'?`}`,
        place: { node: name, path: ['config', key] },
      };
    });
}
