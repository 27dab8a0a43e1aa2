import type { CreateTable, PlannedTable } from './lower.ts';

/** Where reading begins. `time` in milliseconds since the epoch. */
export type StartFrom =
  | { readonly kind: 'now' }
  | { readonly kind: 'earliest' }
  | { readonly kind: 'time'; readonly timestamp: number };

/** The table with its reading begun somewhere; a table that is written stays as it is. */
export function startingFrom({ table, source }: PlannedTable, from: StartFrom): CreateTable {
  if (!source) return table;
  const { startable } = source;
  if (from.kind !== 'time') return withOptions(table, startable[from.kind]);
  const { at, options } = startable.time;
  return withOptions(table, { ...options, [at]: String(Math.max(0, Math.trunc(from.timestamp))) });
}

/** The plan's tables as a preview reads them. */
export const liveTables = (tables: readonly PlannedTable[]): readonly PlannedTable[] =>
  tables.map((planned) =>
    planned.source ? { ...planned, table: withOptions(planned.table, planned.source.liveOptions) } : planned,
  );

const withOptions = (table: CreateTable, options: CreateTable['options']): CreateTable => ({
  ...table,
  options: { ...table.options, ...options },
});
