import type { DataType } from '../types/data-type.ts';
import { printType } from '../types/print-type.ts';

/** The kinds of values that Flink casts texts to, and texts themselves. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'date' | 'time' | 'timestamp';

const wholeNumbers = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];

/** The kind of a type's values; undefined for BYTES, VARIANT and nested types. */
export function kindOf(type: DataType | undefined): ValueKind | undefined {
  if (type === undefined) return undefined;
  if (type.kind === 'decimal' || isWhole(type) || isFloating(type)) return 'number';
  if (type.kind === 'sized') {
    if (type.name.endsWith('CHAR')) return 'string';
    if (type.name.startsWith('TIMESTAMP')) return 'timestamp';
    return type.name === 'TIME' ? 'time' : undefined;
  }
  if (type.kind !== 'simple') return undefined;
  if (type.name === 'STRING') return 'string';
  if (type.name === 'BOOLEAN') return 'boolean';
  return type.name === 'DATE' ? 'date' : undefined;
}

/** TINYINT to BIGINT. */
export const isWhole = (type: DataType): boolean => type.kind === 'simple' && wholeNumbers.includes(type.name);

/** FLOAT and DOUBLE. */
export const isFloating = (type: DataType): boolean =>
  type.kind === 'simple' && (type.name === 'FLOAT' || type.name === 'DOUBLE');

/** The type that a text is cast to before it is compared with a value of `other`: wide enough for all of its kind. */
export function comparableType(other: DataType): string {
  if (isWhole(other)) return 'BIGINT';
  return isFloating(other) ? 'DOUBLE' : printType(other);
}

/**
 * Whether a CAST can fail in a running job. Only a text can hold a value that the other type does not have; a number that is
 * too large wraps around or becomes NULL. The suite `sql` asks Flink about each pair.
 */
export function castMayFail(from: DataType, to: DataType): boolean {
  if ((from.kind === 'array' || from.kind === 'multiset') && to.kind === from.kind)
    return castMayFail(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map')
    return castMayFail(from.key, to.key) || castMayFail(from.value, to.value);
  if (from.kind === 'row' && to.kind === 'row')
    return from.fields.some((f, i) => to.fields[i] !== undefined && castMayFail(f.type, to.fields[i].type));
  const target = kindOf(to);
  return kindOf(from) === 'string' && target !== undefined && target !== 'string';
}
