import { afterEach, beforeEach } from 'vitest';
import { FlowStore } from '../../features/flows/flow-store.ts';
import { RunStore } from '../../features/runs/run-store.ts';
import { FlowReader } from '../../reading/flow-reader.ts';
import type { StoreDialect } from '../../store/dialect.ts';
import { type migrations, openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';

/** A database that a test has to itself. */
export interface TestDatabase {
  /** Opens it; each time as another process would. */
  dialect(): StoreDialect;
  remove(): Promise<void>;
}

/** Makes an empty database. */
export type MakeDatabase = () => Promise<TestDatabase>;

/** The stores of one test, over an empty database. */
export class StoreFixture {
  readonly reader = new FlowReader();
  readonly stores: Store[] = [];
  database!: TestDatabase;
  store!: Store;
  flows!: FlowStore;
  runs!: RunStore;

  constructor(make: MakeDatabase) {
    beforeEach(async () => {
      this.database = await make();
      this.store = await this.open();
      this.flows = this.flowsOf(this.store);
      this.runs = new RunStore(this.store);
    });
    afterEach(async () => {
      for (const store of this.stores.splice(0)) await store.close();
      await this.database.remove();
    });
  }

  async open(known?: typeof migrations): Promise<Store> {
    const store = await openStore(this.database.dialect(), known);
    this.stores.push(store);
    return store;
  }

  /** The store as another backend has it; of a database for one backend, the same. */
  async another(): Promise<Store> {
    return this.store.dialect.isShared ? this.open() : this.store;
  }

  flowsOf(store: Store): FlowStore {
    return new FlowStore({ store, names: this.reader });
  }

  async close(store: Store): Promise<void> {
    this.stores.splice(this.stores.indexOf(store), 1);
    await store.close();
  }
}
