import type { StoreDialect } from './dialect.ts';
import { postgres } from './postgres.ts';
import { readPostgresSettings } from './postgres-settings.ts';
import { sqlite } from './sqlite.ts';

/**
 * Where the store is, by the one setting that decides it.
 * @param database the address of a PostgreSQL database; undefined for a SQLite file
 * @param folder for that file
 * @param onError is told of connections that break while nobody uses them
 * @throws Error in a sentence when the address is not right
 */
export function dialectOf(
  database: string | undefined,
  folder: string,
  onError: (error: unknown) => void,
): StoreDialect {
  return database === undefined ? sqlite(folder) : postgres(readPostgresSettings(database), onError);
}
