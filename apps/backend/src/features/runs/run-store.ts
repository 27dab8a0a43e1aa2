import { redact } from '@headrace/http';
import type { Insertable } from 'kysely';
import type { Db } from '../../store/open.ts';
import type { RunTable } from '../../store/tables.ts';

/** Something that happened to a run, in a sentence. `at` in ms since the epoch. */
export interface RunEvent {
  readonly at: number;
  readonly sentence: string;
}

/** A run with its history, oldest first. */
export interface StoredRun extends RunTable {
  readonly history: readonly RunEvent[];
}

/** Events of a run that are kept; a run that restarts for days must not fill the disk. */
const mostEvents = 50;

/** Runs, without secrets in what is said of them. A run's record is written before its job is submitted, so that no job is ever without one. */
export class RunStore {
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  insert(row: RunTable, event: RunEvent): Promise<StoredRun> {
    return this.db.transaction().execute(async (trx) => {
      await trx.insertInto('runs').values(row).execute();
      await append(trx, row.id, [event]);
      return { ...row, history: [event] };
    });
  }

  /** @returns the run as it is now */
  update(id: string, change: Partial<RunTable>, ...events: readonly RunEvent[]): Promise<StoredRun> {
    return this.db.transaction().execute(async (trx) => {
      const clean = change.notice ? { ...change, notice: redact(change.notice) } : change;
      const query = trx.updateTable('runs').set(clean).where('id', '=', id).returningAll();
      const row = await query.executeTakeFirstOrThrow();
      await append(trx, id, events);
      return { ...row, history: (await historyOf(trx, [id])).get(id) ?? [] };
    });
  }

  /**
   * Takes on a run whose job is missing, to submit it again. Of several who try only one gets it, and nobody when a person
   * has stopped the run.
   * @param seen as it was when its job was missed
   * @param until when another may take it on, in ms, if nothing more is heard
   */
  async claim(seen: RunTable, until: number): Promise<boolean> {
    const change = { state: 'submitting', recoveries: seen.recoveries + 1, retry_at: until };
    const query = this.db
      .updateTable('runs')
      .set(change)
      .where('id', '=', seen.id)
      .where('state', '=', 'job-missing')
      .where('recoveries', '=', seen.recoveries)
      .where('retry_at', '=', seen.retry_at)
      .where('stop_asked', 'is', null);
    return (await query.executeTakeFirst()).numUpdatedRows === 1n;
  }

  async get(id: string): Promise<StoredRun | undefined> {
    return (await this.withHistory(await this.newestFirst().where('id', '=', id).execute()))[0];
  }

  /** Newest first. */
  async ofFlow(flowId: string): Promise<StoredRun[]> {
    return this.withHistory(await this.newestFirst().where('flow_id', '=', flowId).execute());
  }

  /** The newest run of each flow. */
  async newest(): Promise<Map<string, StoredRun>> {
    const found = new Map<string, RunTable>();
    for (const row of await this.newestFirst().execute()) if (!found.has(row.flow_id)) found.set(row.flow_id, row);
    return new Map((await this.withHistory([...found.values()])).map((run) => [run.flow_id, run]));
  }

  /** Runs about which Flink may still have news. */
  async unended(): Promise<StoredRun[]> {
    const rows = this.newestFirst().where('state', 'not in', ['stopped', 'failed', 'finished']);
    return this.withHistory(await rows.execute());
  }

  private async withHistory(rows: readonly RunTable[]): Promise<StoredRun[]> {
    const history = await historyOf(
      this.db,
      rows.map((row) => row.id),
    );
    return rows.map((row) => ({ ...row, history: history.get(row.id) ?? [] }));
  }

  private newestFirst() {
    return this.db.selectFrom('runs').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc');
  }
}

async function append(db: Db, id: string, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(
    ({ at, sentence }): Insertable<HistoryRow> => ({ run_id: id, at, sentence: redact(sentence) }),
  );
  await db.insertInto('run_history').values(rows).execute();
  const kept = db.selectFrom('run_history').select('id').where('run_id', '=', id).orderBy('id', 'desc');
  await db.deleteFrom('run_history').where('run_id', '=', id).where('id', 'not in', kept.limit(mostEvents)).execute();
}

type HistoryRow = { run_id: string; at: number; sentence: string };

async function historyOf(db: Db, ids: readonly string[]): Promise<Map<string, RunEvent[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('run_history').selectAll().where('run_id', 'in', ids).orderBy('id').execute();
  const byRun = Map.groupBy(rows, (row) => row.run_id);
  return new Map([...byRun].map(([id, list]) => [id, list.map(({ at, sentence }) => ({ at, sentence }))]));
}
