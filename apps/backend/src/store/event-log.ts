import type { Action } from './action.ts';
import type { Db, StoreDialect } from './dialect.ts';

export interface NewEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who asked for it; null for what Headrace does by itself. */
  readonly actor: string | null;
  readonly action: Action;
  readonly flow?: string | null;
  readonly run?: string | null;
  /** What else it is about: `local/ORDERS`, a resource of a connection. */
  readonly subject?: string | null;
}

/** What happened in the store, in the order of `id`. */
export interface StoredEvent extends Required<NewEvent> {
  readonly id: number;
}

/** How long events without an actor are kept, ms: every backend has read them by then. */
const kept = 10 * 60_000;

/** Events with an actor that are kept, the newest. */
const mostAudited = 100_000;

/**
 * Appends events in the transaction of what they tell of. One transaction at a time does so, from here until it is
 * committed: ids become visible in their order, so a reader that has seen one misses none before it.
 */
export async function appendEvents(db: Db, dialect: StoreDialect, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await dialect.lock(db, 'events');
  const rows = events.map(({ flow = null, run = null, subject = null, ...event }) => ({
    ...event,
    flow_id: flow,
    run_id: run,
    subject,
  }));
  await db.insertInto('events').values(rows).execute();
}

/** The id of the newest event; 0 when there is none. */
export async function newestEvent(db: Db): Promise<number> {
  const found = db.selectFrom('events').select((e) => e.fn.max('id').as('id'));
  return (await found.executeTakeFirst())?.id ?? 0;
}

/** Events after one, oldest first. */
export async function eventsAfter(db: Db, id: number, limit: number): Promise<StoredEvent[]> {
  const rows = await db.selectFrom('events').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
  return rows.map(({ flow_id, run_id, ...event }) => ({ ...event, flow: flow_id, run: run_id }));
}

/** Removes what nobody reads any more. @param now ms since the epoch */
export async function pruneEvents(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('events')
    .where('actor', 'is', null)
    .where('at', '<', now - kept)
    .execute();
  const audited = db.selectFrom('events').select('id').where('actor', 'is not', null).orderBy('id', 'desc');
  const first = await audited.offset(mostAudited).limit(1).executeTakeFirst();
  if (first) await db.deleteFrom('events').where('id', '<=', first.id).where('actor', 'is not', null).execute();
}
