import type { PortColumns } from '@headrace/api';
import type { Row } from '../preview/ports.ts';

/** What a person did to the columns of a table. */
export interface ColumnSetting {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

export interface ShownColumn {
  readonly name: string;
  readonly type: string;
  /** Which field of a row it is. */
  readonly index: number;
}

/** All columns in the order wanted; those not mentioned follow in their own. */
export function orderedColumns(columns: PortColumns, order: readonly string[]): ShownColumn[] {
  const place = new Map(order.map((name, i) => [name, i]));
  const rank = (name: string) => place.get(name) ?? place.size;
  return columns
    .map(({ name, type }, index) => ({ name, type, index }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.index - b.index);
}

export function shownColumns(columns: PortColumns, setting: ColumnSetting): ShownColumn[] {
  return orderedColumns(columns, setting.order).filter((column) => !setting.hidden.includes(column.name));
}

/** The rows of which a field has the text, capitals or not. */
export function matching(rows: Row[], search: string): Row[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => row.fields.some((field) => field?.toLowerCase().includes(wanted)));
}

/** A field as people read it: one that came cut says how long it is. Null where there is no value. */
export function shownField({ fields, cut }: Pick<Row, 'fields' | 'cut'>, index: number): string | null {
  const field = fields[index] ?? null;
  const length = cut?.[index];
  if (field === null || length === undefined) return field;
  return `${field}… ${length.toLocaleString('en-US')} characters in all`;
}
