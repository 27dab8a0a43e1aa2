import { randomUUID } from 'node:crypto';
import type { StoredFlow } from '@headrace/api';
import { overLimit, type Sizes, sizeOf } from '@headrace/http';
import { sql } from 'kysely';
import type { FlowReader } from '../../reading/flow-reader.ts';
import type { Db } from '../../store/open.ts';
import type { FlowTable } from '../../store/tables.ts';
import { freeName } from './free-name.ts';

/** A save based on something other than the newest version. */
export interface Stale {
  readonly stale: StoredFlow;
}

/** Flows and their versions. Every promise that resolves is on the disk. */
export class FlowStore {
  private readonly db: Db;
  private readonly reader: FlowReader;
  private readonly now: () => number;
  private readonly sizes: Sizes | undefined;

  constructor(db: Db, reader: FlowReader, now: () => number = Date.now, sizes?: Sizes) {
    this.db = db;
    this.reader = reader;
    this.now = now;
    this.sizes = sizes;
  }

  /**
   * Makes sure that there is room for a text outside the bin.
   * @param instead the flow whose text it replaces; of a flow that becomes no larger there is always room
   * @throws ProblemError when there are as many flows as are kept, or they are as large
   */
  async room(text: string, instead?: string): Promise<void> {
    const found = sql<{ id: string; bytes: number }>`
      SELECT id, octet_length(text) AS bytes FROM flows WHERE deleted_at IS NULL`;
    const { rows } = await found.execute(this.db);
    const bytes = Buffer.byteLength(text);
    const old = rows.find((row) => row.id === instead);
    if (old && bytes <= old.bytes) return;
    if (instead === undefined && rows.length >= sizeOf('flows', this.sizes)) throw overLimit('flows');
    const all = rows.reduce((sum, row) => sum + row.bytes, bytes - (old?.bytes ?? 0));
    if (all > sizeOf('flowBytes', this.sizes)) throw overLimit('flowBytes');
  }

  /** Flows not in the bin, newest change first. */
  list(): Promise<FlowTable[]> {
    return this.db
      .selectFrom('flows')
      .selectAll()
      .where('deleted_at', 'is', null)
      .orderBy('updated_at', 'desc')
      .execute();
  }

  get(id: string): Promise<FlowTable | undefined> {
    return this.db.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** The text of one version, the newest included. */
  async textOf(id: string, version: number): Promise<string | undefined> {
    const rows = this.db.selectFrom('versions').select('text').where('flow_id', '=', id).where('version', '=', version);
    return (await rows.executeTakeFirst())?.text;
  }

  /** A new flow; a name that is taken gets a number. Text that cannot be read is kept as it is. */
  async create(text: string, trusted: boolean): Promise<StoredFlow> {
    const wanted = await this.reader.nameIn(text);
    return this.db.transaction().execute(async (trx) => {
      const name = freeName(wanted, await takenNames(trx));
      const flow = {
        id: randomUUID(),
        version: 1,
        text: name === wanted ? text : await this.reader.renamed(text, name),
        updated_at: this.now(),
        trusted: trusted ? (1 as const) : (0 as const),
      };
      await trx
        .insertInto('flows')
        .values({ ...flow, name, deleted_at: null })
        .execute();
      await keep(trx, flow);
      return stored(flow);
    });
  }

  /** Saves a text made from `baseVersion`. Saving what is there already makes no new version. */
  async save(id: string, text: string, baseVersion: number): Promise<StoredFlow | Stale | undefined> {
    const name = await this.reader.nameIn(text);
    return this.db.transaction().execute(async (trx) => {
      const old = await trx.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
      if (!old || old.deleted_at !== null) return undefined;
      if (old.text === text) return stored(old);
      if (old.version !== baseVersion) return { stale: stored(old) };
      const flow = { id, version: old.version + 1, text, updated_at: this.now(), trusted: old.trusted };
      await trx
        .updateTable('flows')
        .set({ ...flow, name })
        .where('id', '=', id)
        .execute();
      await keep(trx, flow);
      await this.forgetOldest(trx, id);
      return stored(flow);
    });
  }

  /** A person trusts the flow. Undefined when there is no such flow outside the bin. */
  async trust(id: string): Promise<StoredFlow | undefined> {
    const change = this.db
      .updateTable('flows')
      .set({ trusted: 1 })
      .where('id', '=', id)
      .where('deleted_at', 'is', null);
    const flow = await change.returningAll().executeTakeFirst();
    return flow && stored(flow);
  }

  /** Into the bin, which holds those that were deleted last. False when there is no such flow outside it. */
  remove(id: string): Promise<boolean> {
    return this.db.transaction().execute(async (trx) => {
      const change = trx.updateTable('flows').set({ deleted_at: this.now() });
      const done = await change.where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
      if (done.numUpdatedRows > 0n) await this.emptyBin(trx);
      return done.numUpdatedRows > 0n;
    });
  }

  /** Older versions beyond their number or their bytes. Runs name the version that they run: those stay. */
  private async forgetOldest(trx: Db, id: string): Promise<void> {
    const found = sql<{ version: number; bytes: number }>`
      SELECT version, octet_length(text) AS bytes FROM versions WHERE flow_id = ${id} ORDER BY version DESC`;
    const [, ...older] = (await found.execute(trx)).rows;
    let bytes = 0;
    const from = older.findIndex((row, i) => {
      bytes += row.bytes;
      return i >= sizeOf('versions', this.sizes) || bytes > sizeOf('versionBytes', this.sizes);
    });
    const newest = older[from]?.version;
    if (newest === undefined) return;
    const ran = trx.selectFrom('runs').select('flow_version').where('flow_id', '=', id);
    const forget = trx.deleteFrom('versions').where('flow_id', '=', id).where('version', '<=', newest);
    await forget.where('version', 'not in', ran).execute();
  }

  private async emptyBin(trx: Db): Promise<void> {
    const binned = trx.selectFrom('flows').select('id').where('deleted_at', 'is not', null);
    const order = binned.orderBy('deleted_at', 'desc').orderBy('id').offset(sizeOf('binnedFlows', this.sizes));
    // SQLite takes an offset only with a limit; -1 is none.
    const gone = (await order.limit(-1).execute()).map((row) => row.id);
    if (gone.length === 0) return;
    await trx.deleteFrom('runs').where('flow_id', 'in', gone).execute();
    await trx.deleteFrom('versions').where('flow_id', 'in', gone).execute();
    await trx.deleteFrom('flows').where('id', 'in', gone).execute();
  }

  /** Out of the bin; its name gets a number when another flow has taken it meanwhile. */
  restore(id: string): Promise<StoredFlow | undefined> {
    return this.db.transaction().execute(async (trx) => {
      const old = await trx.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
      if (!old) return undefined;
      if (old.deleted_at === null) return stored(old);
      const name = freeName(old.name, await takenNames(trx));
      const same = name === old.name;
      const flow = same
        ? { ...old, deleted_at: null }
        : {
            ...old,
            name,
            text: await this.reader.renamed(old.text, name),
            version: old.version + 1,
            updated_at: this.now(),
            deleted_at: null,
          };
      await trx.updateTable('flows').set(flow).where('id', '=', id).execute();
      if (!same) await keep(trx, flow);
      return stored(flow);
    });
  }
}

async function takenNames(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('flows').select('name').where('deleted_at', 'is', null).execute();
  return new Set(rows.map((r) => r.name));
}

async function keep(db: Db, flow: Pick<FlowTable, 'id' | 'version' | 'text' | 'updated_at'>): Promise<void> {
  const { id, version, text, updated_at } = flow;
  await db.insertInto('versions').values({ flow_id: id, version, text, saved_at: updated_at }).execute();
}

export function stored(flow: Pick<FlowTable, 'id' | 'version' | 'text' | 'updated_at' | 'trusted'>): StoredFlow {
  const { id, version, text, updated_at, trusted } = flow;
  return { id, version, text, updatedAt: updated_at, trusted: trusted === 1 };
}
