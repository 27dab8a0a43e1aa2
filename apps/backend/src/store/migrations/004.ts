import type { Kysely } from 'kysely';
import { autoId } from './auto-id.ts';

/** What happened to each run, and what bringing a run back after Flink was away needs to know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('run_history')
    .addColumn('id', ...autoId(db))
    .addColumn('run_id', 'text', (c) => c.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('sentence', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('history_of_run').on('run_history').columns(['run_id', 'id']).execute();
  for (const name of ['retry_at', 'recoveries', 'earlier_restarts', 'earlier_checkpoints'])
    await db.schema
      .alterTable('runs')
      .addColumn(name, 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  for (const name of ['resumed_from', 'failing_json', 'notice'])
    await db.schema.alterTable('runs').addColumn(name, 'text').execute();
}
