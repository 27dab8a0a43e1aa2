import { randomUUID } from 'node:crypto';
import { endedRunStates } from '@headrace/api';
import { overLimit, type Sizes, sizeOf } from '@headrace/service';
import { type Selectable, sql } from 'kysely';
import type { Action } from '../../store/action.ts';
import type { Db } from '../../store/dialect.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { FlowTable } from '../../store/tables.ts';
import type { Flow } from './flow.ts';
import { freeName } from './free-name.ts';

/** A save based on something other than the newest version, which is this. */
export interface Stale {
  readonly stale: Flow;
}

/** Who does something, and when (ms since the epoch). */
export interface By {
  readonly actor: { readonly id: string };
  readonly now: number;
}

/** Reads names out of texts and writes them into texts. */
export interface FlowNames {
  nameIn(text: string): Promise<string>;
  renamed(text: string, name: string): Promise<string>;
}

export interface FlowStoreParts {
  readonly store: Store;
  readonly names: FlowNames;
  readonly sizes?: Sizes | undefined;
}

/** Flows and their versions. Every promise that resolves is on the disk. */
export class FlowStore {
  private readonly store: Store;
  private readonly names: FlowNames;
  private readonly sizes: Sizes | undefined;

  constructor({ store, names, sizes }: FlowStoreParts) {
    this.store = store;
    this.names = names;
    this.sizes = sizes;
  }

  /** Flows not in the bin, newest change first. */
  async list(): Promise<Flow[]> {
    const rows = this.store.db.selectFrom('flows').selectAll().where('deleted_at', 'is', null);
    return (await rows.orderBy('updated_at', 'desc').orderBy('id').execute()).map(toFlow);
  }

  async get(id: string): Promise<Flow | undefined> {
    const row = await this.store.db.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toFlow(row);
  }

  /** The text of one version, the newest included. */
  async textOf(id: string, version: number): Promise<string | undefined> {
    return (await this.versionOf(id, version))?.text;
  }

  /** One version, the newest included: its text, and when it was saved. */
  async versionOf(id: string, version: number): Promise<Pick<Flow, 'text' | 'updatedAt'> | undefined> {
    const { db } = this.store;
    const rows = db.selectFrom('versions').selectAll().where('flow_id', '=', id).where('version', '=', version);
    const row = await rows.executeTakeFirst();
    return row && { text: row.text, updatedAt: row.saved_at };
  }

  /**
   * A new flow; a name that is taken gets a number. Text that cannot be read is kept as it is.
   * @throws ContractError when there is no room for it; so do the others that make flows or let them grow
   */
  async create(by: By, text: string, trusted: boolean): Promise<Flow> {
    const wanted = await this.names.nameIn(text);
    return this.store.transaction(async (t) => {
      // Names and room are looked at before they are taken.
      await this.store.dialect.lock(t.db, 'flows');
      await this.room(t.db, text);
      const name = freeName(wanted, await takenNames(t.db));
      const flow: Flow = {
        id: randomUUID(),
        name,
        version: 1,
        text: name === wanted ? text : await this.names.renamed(text, name),
        updatedAt: by.now,
        deletedAt: null,
        trusted,
      };
      await t.db.insertInto('flows').values(toRow(flow)).execute();
      await keepVersion(t.db, flow);
      record(t, by, 'flow.create', flow.id);
      return flow;
    });
  }

  /**
   * Saves a text made from `baseVersion`. Saving what is there already makes no new version.
   * @returns undefined when there is no such flow outside the bin
   */
  async save(by: By, id: string, text: string, baseVersion: number): Promise<Flow | Stale | undefined> {
    const name = await this.names.nameIn(text);
    return this.store.transaction(async (t) => {
      await this.store.dialect.lock(t.db, 'flows');
      const old = await this.take(t, id);
      if (!old || old.deletedAt !== null) return undefined;
      if (old.text === text) return old;
      if (old.version !== baseVersion) return { stale: old };
      await this.room(t.db, text, id);
      const flow = { ...old, name, text, version: old.version + 1, updatedAt: by.now };
      await this.put(t, flow);
      await keepVersion(t.db, flow);
      await this.forgetOldest(t.db, id);
      record(t, by, 'flow.save', id);
      return flow;
    });
  }

  /** A person trusts the flow. Undefined when there is no such flow outside the bin. */
  trust(by: By, id: string): Promise<Flow | undefined> {
    return this.store.transaction(async (t) => {
      const old = await this.take(t, id);
      if (!old || old.deletedAt !== null) return undefined;
      const flow = { ...old, trusted: true };
      await this.put(t, flow);
      record(t, by, 'flow.trust', id);
      return flow;
    });
  }

  /** Into the bin, which holds those that were deleted last. */
  remove(by: By, id: string): Promise<'removed' | 'running' | 'not-found'> {
    return this.store.transaction(async (t) => {
      const old = await this.take(t, id);
      if (!old || old.deletedAt !== null) return 'not-found';
      const active = t.db.selectFrom('runs').select('id').where('flow_id', '=', id);
      if (await active.where('state', 'not in', endedRunStates).executeTakeFirst()) return 'running';
      await this.put(t, { ...old, deletedAt: by.now });
      await this.emptyBin(t.db);
      record(t, by, 'flow.delete', id);
      return 'removed';
    });
  }

  /** Out of the bin; its name gets a number when another flow has taken it meanwhile. */
  restore(by: By, id: string): Promise<Flow | undefined> {
    return this.store.transaction(async (t) => {
      await this.store.dialect.lock(t.db, 'flows');
      const old = await this.take(t, id);
      if (!old || old.deletedAt === null) return old;
      await this.room(t.db, old.text);
      const name = freeName(old.name, await takenNames(t.db));
      const isSame = name === old.name;
      const back = { ...old, deletedAt: null };
      const flow = isSame
        ? back
        : {
            ...back,
            name,
            text: await this.names.renamed(old.text, name),
            version: old.version + 1,
            updatedAt: by.now,
          };
      await this.put(t, flow);
      if (!isSame) await keepVersion(t.db, flow);
      record(t, by, 'flow.restore', id);
      return flow;
    });
  }

  /** Reads a flow that is to be changed. */
  private async take(t: Transaction, id: string): Promise<Flow | undefined> {
    const query = t.db.selectFrom('flows').selectAll().where('id', '=', id);
    const row = await this.store.dialect.forUpdate(query).executeTakeFirst();
    return row && toFlow(row);
  }

  private async put(t: Transaction, flow: Flow): Promise<void> {
    await t.db.updateTable('flows').set(toRow(flow)).where('id', '=', flow.id).execute();
  }

  /**
   * Makes sure that there is room for a text outside the bin.
   * @param instead the flow whose text it replaces; of a flow that becomes no larger there is always room
   * @throws ContractError when there are as many flows as are kept, or they are as large
   */
  private async room(db: Db, text: string, instead?: string): Promise<void> {
    const found = sql<{ id: string; bytes: number }>`
      SELECT id, octet_length(text) AS bytes FROM flows WHERE deleted_at IS NULL`;
    const { rows } = await found.execute(db);
    const bytes = Buffer.byteLength(text);
    const old = rows.find((row) => row.id === instead);
    if (old && bytes <= old.bytes) return;
    if (instead === undefined && rows.length >= sizeOf('flows', this.sizes)) throw overLimit('flows');
    const all = rows.reduce((sum, row) => sum + row.bytes, bytes - (old?.bytes ?? 0));
    if (all > sizeOf('flowBytes', this.sizes)) throw overLimit('flowBytes');
  }

  /** Removes older versions beyond their number or their bytes. Runs name the version that they run: those stay. */
  private async forgetOldest(db: Db, id: string): Promise<void> {
    const found = sql<{ version: number; bytes: number }>`
      SELECT version, octet_length(text) AS bytes FROM versions WHERE flow_id = ${id} ORDER BY version DESC`;
    const [, ...older] = (await found.execute(db)).rows;
    let bytes = 0;
    const from = older.findIndex((row, i) => {
      bytes += row.bytes;
      return i >= sizeOf('versions', this.sizes) || bytes > sizeOf('versionBytes', this.sizes);
    });
    const newest = older[from]?.version;
    if (newest === undefined) return;
    const ran = db.selectFrom('runs').select('flow_version').where('flow_id', '=', id);
    const forget = db.deleteFrom('versions').where('flow_id', '=', id).where('version', '<=', newest);
    await forget.where('version', 'not in', ran).execute();
  }

  private async emptyBin(db: Db): Promise<void> {
    const binned = db.selectFrom('flows').select('id').where('deleted_at', 'is not', null);
    const ids = await binned.orderBy('deleted_at', 'desc').orderBy('id').execute();
    const gone = ids.slice(sizeOf('binnedFlows', this.sizes)).map((row) => row.id);
    if (gone.length === 0) return;
    await db.deleteFrom('runs').where('flow_id', 'in', gone).execute();
    await db.deleteFrom('versions').where('flow_id', 'in', gone).execute();
    await db.deleteFrom('flows').where('id', 'in', gone).execute();
  }
}

function record(t: Transaction, { actor, now }: By, action: Action, flow: string): void {
  t.record({ at: now, actor: actor.id, action, flow });
}

async function takenNames(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('flows').select('name').where('deleted_at', 'is', null).execute();
  return new Set(rows.map((row) => row.name));
}

async function keepVersion(db: Db, { id, version, text, updatedAt }: Flow): Promise<void> {
  await db.insertInto('versions').values({ flow_id: id, version, text, saved_at: updatedAt }).execute();
}

function toFlow(row: Selectable<FlowTable>): Flow {
  const { id, name, version, text, updated_at, deleted_at, trusted } = row;
  return { id, name, version, text, updatedAt: updated_at, deletedAt: deleted_at, trusted: trusted === 1 };
}

function toRow({ id, name, version, text, updatedAt, deletedAt, trusted }: Flow): FlowTable {
  return { id, name, version, text, updated_at: updatedAt, deleted_at: deletedAt, trusted: trusted ? 1 : 0 };
}
