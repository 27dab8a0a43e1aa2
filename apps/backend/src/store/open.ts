import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { openDialect } from './dialect.ts';
import * as first from './migrations/001.ts';
import * as second from './migrations/002.ts';
import * as third from './migrations/003.ts';
import * as fourth from './migrations/004.ts';
import * as fifth from './migrations/005.ts';
import * as sixth from './migrations/006.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** In their order; a migration that was released is never changed. */
const migrations: Record<string, Migration> = {
  '001': first,
  '002': second,
  '003': third,
  '004': fourth,
  '005': fifth,
  '006': sixth,
};

/**
 * Opens the store in a folder, making it and bringing its tables up to date.
 * @throws when the file is not a store of ours, or is newer than this program
 */
export async function openStore(folder: string): Promise<Db> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new Kysely<Tables>({ dialect: openDialect(join(folder, 'headrace.db')) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return db;
}
