import { randomUUID } from 'node:crypto';
import type { StoredFlow } from '@headrace/api';
import type { Db } from '../store/open.ts';
import type { FlowTable } from '../store/tables.ts';
import { freeName } from './free-name.ts';
import { nameIn, renamed } from './name.ts';

/** A save based on something other than the newest version. */
export interface Stale {
  readonly stale: StoredFlow;
}

/** Flows and their versions. Every promise that resolves is on the disk. */
export class FlowStore {
  private readonly db: Db;
  private readonly now: () => number;

  constructor(db: Db, now: () => number = Date.now) {
    this.db = db;
    this.now = now;
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
  create(text: string): Promise<StoredFlow> {
    return this.db.transaction().execute(async (trx) => {
      const wanted = nameIn(text);
      const name = freeName(wanted, await takenNames(trx));
      const flow = {
        id: randomUUID(),
        version: 1,
        text: name === wanted ? text : renamed(text, name),
        updated_at: this.now(),
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
  save(id: string, text: string, baseVersion: number): Promise<StoredFlow | Stale | undefined> {
    return this.db.transaction().execute(async (trx) => {
      const old = await trx.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
      if (!old || old.deleted_at !== null) return undefined;
      if (old.text === text) return stored(old);
      if (old.version !== baseVersion) return { stale: stored(old) };
      const flow = { id, version: old.version + 1, text, updated_at: this.now() };
      await trx
        .updateTable('flows')
        .set({ ...flow, name: nameIn(text) })
        .where('id', '=', id)
        .execute();
      await keep(trx, flow);
      return stored(flow);
    });
  }

  /** Into the bin. False when there is no such flow outside it. */
  async remove(id: string): Promise<boolean> {
    const change = this.db.updateTable('flows').set({ deleted_at: this.now() });
    const done = await change.where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst();
    return done.numUpdatedRows > 0n;
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
            text: renamed(old.text, name),
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

export function stored(flow: Pick<FlowTable, 'id' | 'version' | 'text' | 'updated_at'>): StoredFlow {
  return { id: flow.id, version: flow.version, text: flow.text, updatedAt: flow.updated_at };
}
