import type * as z from 'zod';
import { checkCasts } from '../casts/check.ts';
import { type FieldMeta, fieldMeta } from '../catalogue/field.ts';
import type { InputRelations, NodeType } from '../catalogue/node-type.ts';
import { holds, insideOf, type Step, schemaOfKey } from '../catalogue/walk.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Relation } from '../graph/relation.ts';
import { checkPatterns } from '../patterns/check.ts';
import { isRecord } from '../value-at.ts';

/** `checkCasts` for all expressions of a node's configuration, each with the columns of the input that it uses. */
export function checkNodeCasts(name: string, type: NodeType, config: unknown, inputs: InputRelations): Diagnostic[] {
  return expressionsOf(type, config).flatMap(({ text, path, input }) => {
    const relation = inputOf(inputs, input);
    const place = { node: name, path };
    return (relation ? checkCasts(text, relation) : []).map(({ code, severity, message, start, end, fix }) => ({
      code,
      severity,
      message,
      place: { ...place, range: { start, end } },
      ...(fix ? { fix: { ...fix, ...place } } : {}),
    }));
  });
}

const inputOf = (inputs: InputRelations, port: string | undefined): Relation | undefined =>
  port === undefined ? Object.values(inputs)[0] : inputs[port];

/** `checkPatterns` for all expressions of a node's configuration. */
export function checkNodePatterns(name: string, type: NodeType, config: unknown): Diagnostic[] {
  return expressionsOf(type, config).flatMap(({ text, path }) =>
    checkPatterns(text).map(
      ({ code, message, start, end }): Diagnostic => ({
        code,
        severity: 'warning',
        message,
        place: { node: name, path, range: { start, end } },
      }),
    ),
  );
}

interface FoundExpression {
  readonly text: string;
  readonly path: readonly (string | number)[];
  /** The input whose columns it uses. */
  readonly input: string | undefined;
}

/**
 * A cache: casts and patterns need the expressions of a configuration, and casts again when the planner has determined types.
 */
const expressions = new WeakMap<object, readonly FoundExpression[]>();

function expressionsOf(type: NodeType, config: unknown): readonly FoundExpression[] {
  if (typeof config !== 'object' || config === null) return [];
  const known = expressions.get(config);
  if (known) return known;
  const found: FoundExpression[] = [];
  expressions.set(config, found);
  collect(type.config, config, ['config'], found);
  return found;
}

// For each node of each compilation: only what can hold an expression is entered.
function collect(schema: z.ZodType, value: unknown, path: Step[], found: FoundExpression[]): void {
  if (typeof value === 'string') {
    const meta = fieldMeta(schema);
    if (isExpression(meta)) found.push({ text: value, path: [...path], input: meta.input });
  }
  if (!isRecord(value) || !holdsExpressions(schema)) return;
  const inside = insideOf(schema, value);
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const step of steps) {
    const of = Array.isArray(value) ? inside.element : schemaOfKey(inside, String(step));
    if (!of || !holdsExpressions(of)) continue;
    path.push(step);
    collect(of, value[step], path, found);
    path.pop();
  }
}

const isExpression = (meta: FieldMeta | undefined): meta is FieldMeta =>
  meta?.widget === 'expression' || meta?.widget === 'condition';

/** Schemas with an expression somewhere inside, asked once: most of a configuration holds none. */
const holding = new WeakMap<z.ZodType, boolean>();

function holdsExpressions(schema: z.ZodType): boolean {
  const known = holding.get(schema);
  if (known !== undefined) return known;
  const found = holds(schema, (one) => isExpression(fieldMeta(one)));
  holding.set(schema, found);
  return found;
}
