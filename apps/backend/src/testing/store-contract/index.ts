import { describe } from 'vitest';
import { StoreFixture, type TestDatabase } from './fixture.ts';
import { flowStoreContract } from './flows.ts';
import { migrationContract } from './migrations.ts';
import { runStoreContract } from './runs.ts';
import { sharedStoreContract } from './shared.ts';

export type { TestDatabase } from './fixture.ts';

/**
 * The tests that every database must pass under our stores.
 * @param make makes an empty database for one test
 * @param copies what is done with the copies that were made of a database: the names of the flows in each, oldest first; and
 *   the newest takes the place of the database, as docs/store.md says
 */
export function storeContract<D extends TestDatabase>(
  make: () => Promise<D>,
  copies: { flows(database: D): Promise<readonly string[][]>; restore(database: D): Promise<void> },
): void {
  let database: D;
  const fixture = new StoreFixture(async () => {
    database = await make();
    return database;
  });
  describe('flows', () => flowStoreContract(fixture));
  describe('runs', () => runStoreContract(fixture));
  describe('shared', () => sharedStoreContract(fixture));
  const ofCopies = { flowsInBackups: () => copies.flows(database), restore: () => copies.restore(database) };
  describe('migrations', () => migrationContract(fixture, ofCopies));
}
