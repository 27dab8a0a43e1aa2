import { endedRunStates } from '@headrace/api';
import { ContractError, redact } from '@headrace/service';
import { type Selectable, sql } from 'kysely';
import type { Action } from '../../store/action.ts';
import type { Db } from '../../store/dialect.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { RunTable } from '../../store/tables.ts';
import { cleanFailure } from './failure.ts';
import type { RunEvent, RunFields, RunRecord } from './run-record.ts';

/** What is changed of a run, and what is written into its history. */
export interface RunChange {
  readonly set: Partial<RunFields>;
  readonly history?: readonly RunEvent[] | undefined;
}

/** Who does something, when (ms since the epoch), and what; without an actor it is Headrace itself. */
export interface Doing {
  readonly now: number;
  readonly actor?: { readonly id: string };
  readonly action?: Action;
}

export interface Changed {
  /** As it is now. */
  readonly run: RunRecord;
  readonly isChanged: boolean;
}

/** Events of a run that are kept; a run that restarts for days must not fill the disk. */
const mostEvents = 50;

/**
 * Runs, without secrets in what is said of them. A run's record is written before its job is submitted, so that no job is ever
 * without one. Of each flow one run at most is active.
 */
export class RunStore {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** @throws ContractError when the flow has an active run, or is gone or in the bin */
  async insert(doing: Doing, run: RunFields, event: RunEvent): Promise<RunRecord> {
    try {
      return await this.store.transaction(async (t) => {
        // Nobody deletes the flow between this look and the end.
        const flow = t.db.selectFrom('flows').select('deleted_at').where('id', '=', run.flowId);
        const found = await this.store.dialect.forUpdate(flow).executeTakeFirst();
        if (found?.deleted_at !== null)
          throw new ContractError('flow/not-found', 'There is no such flow. It may have been deleted.');
        await t.db.insertInto('runs').values(toRow(run)).execute();
        await append(t.db, run.id, [event]);
        record(t, { action: 'run.start', ...doing }, run);
        return { ...run, history: [event] };
      });
    } catch (error) {
      if (this.store.dialect.isDuplicate(error))
        throw new ContractError(
          'run/active',
          'This flow is running already, or is being started. Stop it first, then start it again.',
          { cause: error },
        );
      throw error;
    }
  }

  /**
   * Changes a run by what it is at that moment; nobody else changes it in between.
   * @param decide what to change; nothing when it gives undefined
   */
  change(doing: Doing, id: string, decide: (run: RunRecord) => RunChange | undefined): Promise<Changed> {
    return this.store.transaction(async (t) => {
      const query = t.db.selectFrom('runs').selectAll().where('id', '=', id);
      const row = await this.store.dialect.forUpdate(query).executeTakeFirstOrThrow();
      const run = toRecord(row, (await historyOf(t.db, [id])).get(id) ?? []);
      const change = decide(run);
      if (!change) return { run, isChanged: false };
      const { set, history = [] } = change;
      const columns = columnsOf(set);
      if (Object.keys(columns).length > 0) await t.db.updateTable('runs').set(columns).where('id', '=', id).execute();
      await append(t.db, id, history);
      record(t, doing, run);
      return { run: { ...run, ...set, history: [...run.history, ...history].slice(-mostEvents) }, isChanged: true };
    });
  }

  /** Notes that a person did something which changes nothing of a run. */
  async note(doing: Doing & Required<Pick<Doing, 'actor' | 'action'>>, run: RunRecord): Promise<void> {
    await this.store.transaction(async (t) => record(t, doing, run));
  }

  async get(id: string): Promise<RunRecord | undefined> {
    return (await this.records(await this.newestFirst().where('id', '=', id).execute()))[0];
  }

  /** Newest first. */
  async ofFlow(flowId: string): Promise<RunRecord[]> {
    return this.records(await this.newestFirst().where('flow_id', '=', flowId).execute());
  }

  /** The newest run of each flow. */
  async newest(): Promise<Map<string, RunRecord>> {
    const isNewest = sql<boolean>`NOT EXISTS (
      SELECT 1 FROM runs AS later
      WHERE later.flow_id = runs.flow_id AND (later.started_at, later.id) > (runs.started_at, runs.id))`;
    const rows = await this.store.db.selectFrom('runs').selectAll().where(isNewest).execute();
    return new Map((await this.records(rows)).map((run) => [run.flowId, run]));
  }

  /** Runs about which Flink may still have news. */
  async unended(): Promise<RunRecord[]> {
    return this.records(await this.newestFirst().where('state', 'not in', endedRunStates).execute());
  }

  private async records(rows: readonly Selectable<RunTable>[]): Promise<RunRecord[]> {
    const ids = rows.map((row) => row.id);
    const history = await historyOf(this.store.db, ids);
    return rows.map((row) => toRecord(row, history.get(row.id) ?? []));
  }

  private newestFirst() {
    return this.store.db.selectFrom('runs').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc');
  }
}

function record(t: Transaction, { now, actor, action = 'run.change' }: Doing, { id, flowId }: RunFields): void {
  t.record({ at: now, actor: actor?.id ?? null, action, flow: flowId, run: id });
}

async function append(db: Db, id: string, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ at, message }) => ({ run_id: id, at, message: redact(message) }));
  await db.insertInto('run_history').values(rows).execute();
  const kept = db.selectFrom('run_history').select('id').where('run_id', '=', id).orderBy('id', 'desc');
  await db.deleteFrom('run_history').where('run_id', '=', id).where('id', 'not in', kept.limit(mostEvents)).execute();
}

async function historyOf(db: Db, ids: readonly string[]): Promise<Map<string, RunEvent[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('run_history').selectAll().where('run_id', 'in', ids).orderBy('id').execute();
  const byRun = Map.groupBy(rows, (row) => row.run_id);
  return new Map([...byRun].map(([id, list]) => [id, list.map(({ at, message }) => ({ at, message }))]));
}

/** The columns of each field. */
const columns: { readonly [Field in keyof RunFields]: (value: RunFields[Field]) => Partial<RunTable> } = {
  id: (id) => ({ id }),
  flowId: (flow_id) => ({ flow_id }),
  flowVersion: (flow_version) => ({ flow_version }),
  state: (state) => ({ state }),
  jobId: (job_id) => ({ job_id }),
  startedAt: (started_at) => ({ started_at }),
  endedAt: (ended_at) => ({ ended_at }),
  from: (from) => ({ from_json: JSON.stringify(from) }),
  restarts: (restarts) => ({ restarts }),
  stopAsked: (stop_asked) => ({ stop_asked }),
  savepoint: (savepoint) => ({ savepoint }),
  checkpoint: (checkpoint) => ({ checkpoint }),
  checkpoints: (checkpoints) => ({ checkpoints }),
  checkpointAt: (checkpoint_at) => ({ checkpoint_at }),
  failure: (failure) => ({ failure_json: failure && JSON.stringify(cleanFailure(failure)) }),
  resources: (resources) => ({ facts_json: JSON.stringify(resources) }),
  counts: (counts) => ({ counts_json: counts && JSON.stringify(counts) }),
  countsBefore: (counts) => ({ counts_before_json: counts && JSON.stringify(counts) }),
  countsOf: (counts_of) => ({ counts_of }),
  failed: (failed) => ({ failed_json: JSON.stringify(failed) }),
  retryAt: (retry_at) => ({ retry_at }),
  recoveries: (recoveries) => ({ recoveries }),
  resumedFrom: (resumed_from) => ({ resumed_from }),
  earlierRestarts: (earlier_restarts) => ({ earlier_restarts }),
  earlierCheckpoints: (earlier_checkpoints) => ({ earlier_checkpoints }),
  failing: (failing) => ({ failing_json: failing && JSON.stringify(failing) }),
  notice: (notice) => ({ notice: notice && redact(notice) }),
};

function columnsOf(set: Partial<RunFields>): Partial<RunTable> {
  const column = <F extends keyof RunFields>(field: F) => {
    const value = set[field];
    return value === undefined ? {} : columns[field](value);
  };
  return Object.assign({}, ...(Object.keys(columns) as (keyof RunFields)[]).map(column));
}

const toRow = (run: RunFields): RunTable => columnsOf(run) as RunTable;

/** The only place where what was stored as text is read. A column holds what `columns` wrote there. */
function toRecord(row: Selectable<RunTable>, history: readonly RunEvent[]): RunRecord {
  return {
    id: row.id,
    flowId: row.flow_id,
    flowVersion: row.flow_version,
    state: row.state,
    jobId: row.job_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    from: JSON.parse(row.from_json),
    restarts: row.restarts,
    stopAsked: row.stop_asked,
    savepoint: row.savepoint,
    checkpoint: row.checkpoint,
    checkpoints: row.checkpoints,
    checkpointAt: row.checkpoint_at,
    failure: row.failure_json === null ? null : JSON.parse(row.failure_json),
    resources: JSON.parse(row.facts_json),
    counts: row.counts_json === null ? null : JSON.parse(row.counts_json),
    countsBefore: row.counts_before_json === null ? null : JSON.parse(row.counts_before_json),
    countsOf: row.counts_of,
    failed: JSON.parse(row.failed_json),
    retryAt: row.retry_at,
    recoveries: row.recoveries,
    resumedFrom: row.resumed_from,
    earlierRestarts: row.earlier_restarts,
    earlierCheckpoints: row.earlier_checkpoints,
    failing: row.failing_json === null ? null : JSON.parse(row.failing_json),
    notice: row.notice,
    history,
  };
}
