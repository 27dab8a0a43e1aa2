import type { OutputProperties } from '../../document/schema.ts';
import type { DataType, RowField } from '../../types/data-type.ts';
import type { Relation } from '../relation.ts';
import { type Edits, editsOf, keyOf } from './edits.ts';

/** An output property, under its new name. */
export interface ProjectedColumn {
  readonly as: string;
  readonly shape: Shape;
}

/** An output value: unchanged, a row that is rebuilt, or a row whose fields the planner has not determined yet. */
export type Shape =
  | { readonly kind: 'whole'; readonly path: readonly string[]; readonly type: DataType | undefined }
  | { readonly kind: 'row'; readonly path: readonly string[]; readonly fields: readonly ProjectedField[] }
  | { readonly kind: 'unknown'; readonly path: readonly string[] };

export interface ProjectedField {
  readonly name: string;
  readonly shape: Shape;
}

/** Whether it is the unchanged property of this name. */
export const isWhole = ({ shape }: ProjectedColumn, name: string): boolean =>
  shape.kind === 'whole' && shape.path.length === 1 && shape.path[0] === name;

/** The type of an output value; undefined until the planner has determined it. */
export function shapeType(shape: Shape): DataType | undefined {
  if (shape.kind === 'unknown') return undefined;
  if (shape.kind === 'whole') return shape.type;
  const fields: RowField[] = [];
  for (const field of shape.fields) {
    const type = shapeType(field.shape);
    if (!type) return undefined;
    fields.push({ name: field.name, type });
  }
  return { kind: 'row', fields };
}

/**
 * The properties after removing, renaming, lifting out and reordering. Fields that are lifted out of a property come after
 * it, and stay even when the property itself is removed. A row without fields is removed.
 */
export function projectedColumns(relation: Relation, output: OutputProperties): ProjectedColumn[] {
  const edits = editsOf(relation, output);
  const all = relation.columns.flatMap(({ name, type }): ProjectedColumn[] => {
    const key = keyOf([name]);
    const { shape, lifted } = project({ kind: 'whole', path: [name], type }, edits);
    const as = edits.renamed.get(key)?.to.name || name;
    return [...(shape && !edits.removed.has(key) ? [{ as, shape }] : []), ...lifted];
  });
  const place = new Map((output.order ?? []).map((name, i) => [name, i]));
  const rank = (k: ProjectedColumn) => place.get(k.as) ?? place.size;
  return all
    .map((k, i) => ({ k, i }))
    .sort((a, b) => rank(a.k) - rank(b.k) || a.i - b.i)
    .map(({ k }) => k);
}

interface Projected {
  /** Undefined when nothing is left. */
  readonly shape: Shape | undefined;
  readonly lifted: readonly ProjectedColumn[];
}

/** A value after the edits inside it. */
function project(whole: Extract<Shape, { kind: 'whole' }>, edits: Edits): Projected {
  const { path, type } = whole;
  if (!edits.above.has(keyOf(path))) return { shape: whole, lifted: [] };
  if (type?.kind !== 'row') return { shape: { kind: 'unknown', path }, lifted: liftedFromUnknown(path, edits) };
  const fields: ProjectedField[] = [];
  const lifted: ProjectedColumn[] = [];
  for (const field of type.fields) {
    const below = [...path, field.name];
    const key = keyOf(below);
    const inside = project({ kind: 'whole', path: below, type: field.type }, edits);
    const to = edits.renamed.get(key)?.to ?? { kind: 'in place', name: field.name };
    if (inside.shape && !edits.removed.has(key)) {
      if (to.kind === 'lifted') lifted.push({ as: to.name, shape: inside.shape });
      else fields.push({ name: to.name, shape: inside.shape });
    }
    lifted.push(...inside.lifted);
  }
  return { shape: fields.length > 0 ? { kind: 'row', path, fields } : undefined, lifted };
}

/** A field can be read by its name whatever else is in the row. */
function liftedFromUnknown(path: readonly string[], edits: Edits): ProjectedColumn[] {
  return [...edits.renamed].flatMap(([key, { found, to }]): ProjectedColumn[] => {
    const inside = found.path.length > path.length && path.every((step, i) => found.path[i] === step);
    if (!inside || to.kind !== 'lifted' || edits.removed.has(key)) return [];
    const shape: Shape = edits.above.has(key)
      ? { kind: 'unknown', path: found.path }
      : { kind: 'whole', path: found.path, type: undefined };
    return [{ as: to.name, shape }];
  });
}
