import type { PortColumns } from '@headrace/api';

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
