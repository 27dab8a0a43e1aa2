import type { Expression } from '../sql/tree.ts';
import type { DataType } from '../types/data-type.ts';
import { nearest } from './nearest.ts';
import type { Column, Relation } from './relation.ts';

/** A column that a configuration names: `quantity`, or `product.id` inside a nested property. */
export interface NamedColumn {
  /** The whole column, then the fields down to the one that is meant. */
  readonly path: readonly string[];
  readonly expression: Expression;
  /** Undefined until the planner has determined it. */
  readonly type: DataType | undefined;
  /** A flat name for results: `product_id`. */
  readonly flat: string;
}

/** A name with more dots than this is not read as a path, which bounds the search. */
const mostSteps = 100;

/**
 * Finds a column by its name in a configuration: a whole column first, since names may have dots, then a path into a nested
 * one, with the longest name first at each step for the same reason. Undefined when there is none. A column whose type is not
 * known yet is assumed to have every field.
 */
export function findColumn(relation: Relation, name: string): NamedColumn | undefined {
  const steps = name.split('.', mostSteps + 1);
  if (steps.length > mostSteps) steps.splice(0, steps.length, name);
  for (let i = steps.length; i > 0; i--) {
    const root = columnNamed(relation, steps.slice(0, i).join('.'));
    const inside = root && fieldAt(root.type, steps.slice(i));
    if (!inside) continue;
    const path = [root.name, ...inside.path];
    return { path, expression: { kind: 'column', path }, type: inside.type, flat: flatName(path) };
  }
  return undefined;
}

export function columnNamed(relation: Relation, name: string): Column | undefined {
  return relation.columns.find((c) => c.name === name);
}

/** The name that a typing error most likely meant: a field of the row that is named, else a property. */
export function nearestColumn(relations: readonly Relation[], name: string): string | undefined {
  const steps = name.split('.', mostSteps);
  for (let i = steps.length - 1; i > 0; i--) {
    const row = steps.slice(0, i).join('.');
    const fields = relations.flatMap((relation) => {
      const type = findColumn(relation, row)?.type;
      return type?.kind === 'row' ? type.fields.map((f) => f.name) : [];
    });
    const guess = nearest(steps.slice(i).join('.'), fields);
    if (guess !== undefined) return `${row}.${guess}`;
  }
  return nearest(
    name,
    relations.flatMap((r) => r.columns.map((c) => c.name)),
  );
}

/** A whole column keeps its own name, with its dots. */
const flatName = (path: readonly string[]) =>
  path.length === 1 ? path.join() : path.map((step) => step.replaceAll('.', '_')).join('_');

interface Inside {
  readonly path: readonly string[];
  readonly type: DataType | undefined;
}

/** Each type in the tree is looked into once at most: only one way of joining the steps leads to it. */
function fieldAt(type: DataType | undefined, steps: readonly string[]): Inside | undefined {
  if (steps.length === 0 || type === undefined) return { path: steps, type };
  if (type.kind !== 'row') return undefined;
  for (let i = steps.length; i > 0; i--) {
    const field = type.fields.find((f) => f.name === steps.slice(0, i).join('.'));
    const inside = field && fieldAt(field.type, steps.slice(i));
    if (inside) return { path: [field.name, ...inside.path], type: inside.type };
  }
  return undefined;
}
