import { sql } from 'kysely';
import type { Store } from './store.ts';

/**
 * Who holds what, for how long. A holder renews its lease long before the end; one that is gone loses it by itself. Times
 * are by the clock of the store, so backends need not agree on theirs.
 */
export class Leases {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * Takes a lease that is free or has ended, or renews one's own.
   * @param duration ms
   * @returns whether the holder has it now
   */
  async hold(name: string, holder: string, duration: number): Promise<boolean> {
    const { db, dialect } = this.store;
    const until = sql<number>`${dialect.now} + ${sql.lit(duration)}`;
    const taken = await db
      .insertInto('leases')
      .values({ name, holder, until })
      .onConflict((c) =>
        c
          .column('name')
          .doUpdateSet({ holder, until })
          .where((e) => e.or([e('leases.holder', '=', holder), e('leases.until', '<', dialect.now)])),
      )
      .returning('holder')
      .executeTakeFirst();
    return taken !== undefined;
  }

  /** Gives a lease back before its end. */
  async release(name: string, holder: string): Promise<void> {
    await this.store.db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
  }

  /** Holders of leases whose names begin so and that have not ended. */
  async holders(prefix: string): Promise<ReadonlySet<string>> {
    const { db, dialect } = this.store;
    const held = db.selectFrom('leases').select(['name', 'holder']).where('until', '>=', dialect.now);
    const rows = await held.execute();
    return new Set(rows.filter(({ name }) => name.startsWith(prefix)).map(({ holder }) => holder));
  }

  /** Ends all leases, for a store that one backend uses alone. */
  async clear(): Promise<void> {
    await this.store.db.deleteFrom('leases').execute();
  }

  /** Removes leases that ended long ago. */
  async prune(): Promise<void> {
    const { db, dialect } = this.store;
    await db.deleteFrom('leases').where('until', '<', sql<number>`${dialect.now} - 3600000`).execute();
  }
}
