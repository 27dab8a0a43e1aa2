import { DatabaseSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';

/**
 * Kysely on Node's own SQLite. `synchronous=FULL` with a write-ahead log: a statement's answer comes after the bytes are on
 * the disk, so that every acknowledged save survives a crash of the process and of the machine.
 */
export function openDialect(file: string): SqliteDialect {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  return new TransactionalDialect({
    database: {
      close: () => db.close(),
      prepare: (sql) => {
        const statement = db.prepare(sql);
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
 * SQLite takes back the making of tables with a transaction (https://www.sqlite.org/lang_transaction.html), so migrations run
 * in one: a process that ends in the middle of them leaves nothing half done.
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
