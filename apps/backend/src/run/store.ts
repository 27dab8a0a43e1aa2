import type { Db } from '../store/open.ts';
import type { RunTable } from '../store/tables.ts';

/** Runs. A run's record is written before its job is submitted, so that no job is ever without one. */
export class RunStore {
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  async insert(row: RunTable): Promise<void> {
    await this.db.insertInto('runs').values(row).execute();
  }

  /** @returns the run as it is now */
  async update(id: string, change: Partial<RunTable>): Promise<RunTable> {
    const query = this.db.updateTable('runs').set(change).where('id', '=', id).returningAll();
    return query.executeTakeFirstOrThrow();
  }

  get(id: string): Promise<RunTable | undefined> {
    return this.db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Newest first. */
  ofFlow(flowId: string): Promise<RunTable[]> {
    return this.newestFirst().where('flow_id', '=', flowId).execute();
  }

  /** The newest run of each flow. */
  async newest(): Promise<Map<string, RunTable>> {
    const found = new Map<string, RunTable>();
    for (const row of await this.newestFirst().execute()) if (!found.has(row.flow_id)) found.set(row.flow_id, row);
    return found;
  }

  /** Runs about which Flink may still have news. */
  unended(): Promise<RunTable[]> {
    return this.newestFirst().where('state', 'not in', ['stopped', 'failed', 'finished']).execute();
  }

  private newestFirst() {
    return this.db.selectFrom('runs').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc');
  }
}
