import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from 'kysely';

type IdColumn = readonly ['bigint' | 'integer', (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder];

/** A primary key that counts up by itself. SQLite counts in an `integer` column only. */
export function autoId(db: Kysely<unknown>): IdColumn {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? ['bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity()]
    : ['integer', (column) => column.primaryKey().autoIncrement()];
}
