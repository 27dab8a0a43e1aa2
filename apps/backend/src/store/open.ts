import { UserError } from '@headrace/text';
import { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Db, StoreDialect } from './dialect.ts';
import * as first from './migrations/001.ts';
import * as second from './migrations/002.ts';
import * as third from './migrations/003.ts';
import * as fourth from './migrations/004.ts';
import * as fifth from './migrations/005.ts';
import * as sixth from './migrations/006.ts';
import * as seventh from './migrations/007.ts';
import * as eighth from './migrations/008.ts';
import { Store } from './store.ts';

/** In their order; what a migration does is never changed after it was released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001': first,
  '002': second,
  '003': third,
  '004': fourth,
  '005': fifth,
  '006': sixth,
  '007': seventh,
  '008': eighth,
};

/** Copies from before migrations that are kept. */
const keptBackups = 3;

/**
 * Opens the store, creating it and bringing its tables up to date; of a store whose tables change a copy is made before. A role
 * that may not create tables can open a store that is up to date.
 * @param known the migrations, for tests of older and newer programs
 * @throws UserError when the database cannot be used; otherwise when it is not a store of ours, or is newer than this program
 */
export async function openStore(dialect: StoreDialect, known = migrations): Promise<Store> {
  const db: Db = new Kysely({ dialect: dialect.kysely });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } });
    const all = await migrator.getMigrations();
    const done = all.filter((migration) => migration.executedAt !== undefined);
    const newest = done.at(-1)?.name;
    if (done.length < all.length) {
      if (newest === undefined) await dialect.prepare(db);
      else await dialect.backUp(db, `${newest}_${timestamp(new Date())}`, keptBackups);
    }
    if (done.length < all.length || (await isNewer(db, known))) {
      const { error } = await migrator.migrateToLatest();
      if (error) throw error;
    }
  } catch (error) {
    await db.destroy();
    const why = dialect.unusable(error);
    throw why === undefined ? error : new UserError(why, undefined, { cause: error });
  }
  return new Store(db, dialect);
}

/** Whether the store has migrations that this program does not know; the migrator says so in its own words. */
async function isNewer(db: Db, known: Readonly<Record<string, Migration>>): Promise<boolean> {
  const rows = await db.selectFrom('kysely_migration').select('name').execute();
  return rows.some(({ name }) => !Object.hasOwn(known, name));
}

/** `20260407_081530_250` */
const timestamp = (date: Date): string => date.toISOString().slice(0, 23).replace(/[-:]/g, '').replace(/[T.]/g, '_');
