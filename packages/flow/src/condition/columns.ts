import type { Column } from '../graph/relation.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { DataType } from '../types/data-type.ts';
import { outline } from './outline.ts';
import { readPath } from './read-test.ts';

/** A column, or a field inside one. */
export interface ColumnChoice {
  readonly path: readonly string[];
  readonly label: string;
  /** Without it only the planner knows. */
  readonly type?: DataType;
}

/** Columns and the fields inside them, each after the one it belongs to. */
export function columnChoices(columns: readonly Column[]): ColumnChoice[] {
  return columns.flatMap(({ name, type }) => choicesIn([name], type));
}

function choicesIn(path: readonly string[], type: DataType | undefined): ColumnChoice[] {
  const own = { path, label: columnLabel(path), ...(type && { type }) };
  if (type?.kind !== 'row') return [own];
  return [own, ...type.fields.flatMap((field) => choicesIn([...path, field.name], field.type))];
}

/** How people read it: the bare name where that is clear, `customer.`first name`` inside others. */
export function columnLabel(path: readonly string[]): string {
  const [name] = path;
  if (path.length === 1 && name !== undefined && !/[.`]/.test(name)) return name;
  return path.map((step) => (/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(step) ? step : quoteIdentifier(step))).join('.');
}

/** The column that a label means; what is no label of a known one is read as a name, or names with dots between. */
export function columnPath(label: string, choices: readonly ColumnChoice[]): readonly string[] {
  const known = choices.find((choice) => choice.label === label);
  if (known) return known.path;
  const seen = outline(label);
  return ('marks' in seen && readPath(label, seen.marks)) || [label];
}
