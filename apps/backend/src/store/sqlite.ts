import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect, sql } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** The store as a file in a folder, for one backend. */
export function sqlite(folder: string): StoreDialect {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    name: 'sqlite',
    isShared: false,
    kysely: openDialect(join(folder, 'headrace.db')),
    now: sql<number>`CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
    prepare: async () => {},
    // There is one connection, and a transaction has it to itself.
    forUpdate: (query) => query,
    lock: async () => {},
    unusable: () => undefined,
    isDuplicate: (error) => error instanceof Error && error.message.startsWith('UNIQUE constraint failed'),
    async backUp(db, name, keep) {
      const backups = join(folder, 'backups');
      mkdirSync(backups, { recursive: true, mode: 0o700 });
      await sql`VACUUM INTO ${join(backups, `${name}.db`)}`.execute(db);
      const old = readdirSync(backups).filter((file) => file.endsWith('.db'));
      for (const file of old.sort().slice(0, -keep)) rmSync(join(backups, file));
    },
  };
}

/**
 * Kysely on Node's own SQLite. `synchronous=FULL` with a write-ahead log: a statement's answer comes after the bytes are on
 * the disk, so that every acknowledged save survives a crash of the process and of the machine.
 */
function openDialect(file: string): SqliteDialect {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  return new TransactionalDialect({
    database: {
      close: () => db.close(),
      prepare: (text) => {
        const statement = db.prepare(text);
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...(parameters as string[])),
          run: (parameters) => statement.run(...(parameters as string[])),
          iterate: (parameters) => statement.iterate(...(parameters as string[])),
        };
      },
    },
  });
}

/**
 * SQLite rolls the creation of tables back with a transaction (https://www.sqlite.org/lang_transaction.html), so migrations
 * run in one: a process that ends in the middle of them leaves nothing half done.
 */
class TransactionalDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
