import { type Kysely, sql } from 'kysely';
import { autoId } from './auto-id.ts';

const active = sql`state NOT IN ('stopped', 'failed', 'finished')`;

/** Several backends on one store: what happened, who holds what, and one active run for each flow. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('id', ...autoId(db))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('flow_id', 'text')
    .addColumn('run_id', 'text')
    .addColumn('subject', 'text')
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute();
  // Of several active runs of one flow, which only a fault can have left, the newest stays.
  await sql`
    UPDATE runs SET state = 'failed', ended_at = started_at
    WHERE ${active} AND EXISTS (
      SELECT 1 FROM runs AS later WHERE later.flow_id = runs.flow_id AND later.${active}
      AND (later.started_at > runs.started_at OR later.started_at = runs.started_at AND later.id > runs.id))`.execute(
    db,
  );
  await sql`CREATE UNIQUE INDEX one_active_run ON runs (flow_id) WHERE ${active}`.execute(db);
}
