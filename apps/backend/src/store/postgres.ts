import { PostgresDialect, sql, type TableMetadata } from 'kysely';
import pg from 'pg';
import type { Db, StoreDialect } from './dialect.ts';
import type { PostgresSettings } from './postgres-settings.ts';

/** All tables stand in this schema, and nothing is looked for elsewhere. */
const schema = 'headrace';
const backups = `${schema}_backup_`;

/** Connections to the database at once. */
const mostConnections = 10;

/** `int8` comes as a text by default. What is stored is far below 2^53: times in ms, counts, ids. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    id === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format),
};

/** The store in a PostgreSQL database, which several backends may share. */
export function postgres(settings: PostgresSettings, onError: (error: Error) => void): StoreDialect {
  const pool = new pg.Pool({
    ...settings,
    types,
    max: mostConnections,
    connectionTimeoutMillis: 5_000,
    application_name: 'headrace',
    options: `-c search_path=${schema} -c idle_in_transaction_session_timeout=30000`,
  });
  // A connection that breaks while nobody uses it; the next one who needs one gets another.
  pool.on('error', onError);
  return {
    name: 'postgres',
    isShared: true,
    kysely: new PostgresDialect({ pool }),
    now: sql<number>`CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)`,
    async prepare(db) {
      await sql`CREATE SCHEMA IF NOT EXISTS ${sql.id(schema)}`.execute(db);
    },
    forUpdate: (query) => query.forUpdate(),
    async lock(db, name) {
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`${schema} ${name}`}))`.execute(db);
    },
    unusable(error) {
      // What the server refuses has a code, and so has what Node or TLS cannot do.
      if (!(error instanceof Error && 'code' in error)) return undefined;
      const why = error.message || String(error.code);
      return `PostgreSQL at ${settings.host}:${settings.port} cannot be used: ${why}. Check HEADRACE_DATABASE and the rights of its role.`;
    },
    isDuplicate: (error) => error instanceof pg.DatabaseError && error.code === '23505',
    async backUp(db, name, keep) {
      const tables = (await db.introspection.getTables({ withInternalKyselyTables: true })).filter(
        (table) => table.schema === schema,
      );
      await db.transaction().execute(async (trx) => {
        await sql`CREATE SCHEMA ${sql.id(backups + name)}`.execute(trx);
        for (const table of tables) await copyTable(trx, table, backups + name);
      });
      const all = await sql<{ name: string }>`
        SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, ${backups}) ORDER BY nspname`.execute(db);
      for (const old of all.rows.slice(0, -keep)) await sql`DROP SCHEMA ${sql.id(old.name)} CASCADE`.execute(db);
    },
  };
}

/** Copies a table with its rows, keys and indexes into another schema, so that it can take its place. */
async function copyTable(db: Db, { schema: from, name, columns }: TableMetadata, to: string): Promise<void> {
  const [old, copy] = [sql.id(from ?? schema, name), sql.id(to, name)];
  await sql`CREATE TABLE ${copy} (LIKE ${old} INCLUDING ALL)`.execute(db);
  await sql`INSERT INTO ${copy} OVERRIDING SYSTEM VALUE SELECT * FROM ${old}`.execute(db);
  for (const column of columns.filter((each) => each.isAutoIncrementing))
    await sql`
      SELECT setval(pg_get_serial_sequence(${`${to}.${name}`}, ${column.name}), max(${sql.id(column.name)}) + 1, false)
      FROM ${copy}`.execute(db);
}
