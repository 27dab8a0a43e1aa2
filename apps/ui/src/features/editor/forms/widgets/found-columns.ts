import type { FoundSchema } from '@headrace/api';
import type { Beside } from '@headrace/flow';
import { valueAt } from '../../document/edits.ts';
import type { Path } from '../context.ts';

/** A column as a source's configuration has it; keys that are not known here stay. */
export interface SourceColumn {
  readonly name: string;
  readonly type: string;
  readonly path?: readonly string[];
  readonly timeFormat?: string;
}

export function readColumns(value: unknown): SourceColumn[] {
  if (!Array.isArray(value)) return [];
  return value.filter((c): c is SourceColumn => typeof c === 'object' && c !== null);
}

type FoundColumn = FoundSchema['columns'][number];

export const asColumn = ({ name, type, timeFormat }: FoundColumn): SourceColumn =>
  timeFormat === undefined ? { name, type } : { name, type, timeFormat };

/**
 * What a found schema fills in: the columns, and the event time where none was chosen.
 * @param path of the columns
 * @param beside the fields that stand beside them
 */
export function adopt(
  found: FoundSchema,
  path: Path,
  beside: Beside | undefined,
  config: Readonly<Record<string, unknown>>,
): [Path, unknown][] {
  const values: [Path, unknown][] = [[path, found.columns.map(asColumn)]];
  const time = beside?.eventTime === undefined ? undefined : [...path.slice(0, -1), beside.eventTime];
  if (time && found.eventTime !== null && valueAt(config, time) === undefined)
    values.push([time, { from: 'column', column: found.eventTime }]);
  return values;
}

/** The field of the message that a column reads. */
export const fieldOf = (column: SourceColumn): string => column.path?.join('.') ?? column.name;

/** A column under another name still reads its field. */
export function renamed(column: SourceColumn, name: string): SourceColumn {
  const path = column.path ?? [column.name];
  const { path: _, ...rest } = column;
  return path.length === 1 && (path[0] === name || path[0] === '') ? { ...rest, name } : { ...rest, name, path };
}
