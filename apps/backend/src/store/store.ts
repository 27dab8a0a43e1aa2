import type { Db, StoreDialect } from './dialect.ts';
import { appendEvents, type NewEvent } from './event-log.ts';

/** A transaction on the store. */
export interface Transaction {
  readonly db: Db;
  /** Notes what is done, for other backends, for open pages and for the audit; kept when the transaction is. */
  record(event: NewEvent): void;
}

/** The database with its dialect: what the stores of the features are made of. */
export class Store {
  readonly db: Db;
  readonly dialect: StoreDialect;
  private readonly listeners = new Set<() => void>();

  constructor(db: Db, dialect: StoreDialect) {
    this.db = db;
    this.dialect = dialect;
  }

  /** Does all of the work or, when it throws, nothing of it. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const events: NewEvent[] = [];
    const done = await this.db.transaction().execute(async (db) => {
      const result = await work({ db, record: (event) => void events.push(event) });
      await appendEvents(db, this.dialect, events);
      return result;
    });
    if (events.length > 0) for (const listener of this.listeners) listener();
    return done;
  }

  /** Is called after each transaction that recorded something. @returns ends it */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.db.destroy();
  }
}
