import type { Dialect, Kysely, RawBuilder, SelectQueryBuilder } from 'kysely';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** What SQLite and PostgreSQL do differently. All else is said once, with Kysely. */
export interface StoreDialect {
  readonly name: 'sqlite' | 'postgres';
  /** Whether other backends may work on the same store: their changes are then looked for. */
  readonly isShared: boolean;
  readonly kysely: Dialect;
  /** Milliseconds since the epoch by the clock of the store, which all backends share. */
  readonly now: RawBuilder<number>;
  /** What must be there before tables can be created. */
  prepare(db: Db): Promise<void>;
  /** Rows that are read to be changed: nobody else changes them until the transaction ends. */
  forUpdate<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O>;
  /** Lets one transaction at a time go on from here, among those that name the same. */
  lock(db: Db, name: string): Promise<void>;
  /** Why the database cannot be used, in a sentence, where an error tells that; undefined for a fault of ours. */
  unusable(error: unknown): string | undefined;
  /** Whether a statement failed since it would break a unique index. */
  isDuplicate(error: unknown): boolean;
  /**
   * Copies all tables before they are changed.
   * @param name of the copy: letters, digits and underscores
   * @param keep how many copies are kept, the newest
   */
  backUp(db: Db, name: string, keep: number): Promise<void>;
}
