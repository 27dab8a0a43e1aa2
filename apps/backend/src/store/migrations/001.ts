import type { Kysely } from 'kysely';

/** Flows with all their versions, and runs. Times are milliseconds since the epoch, too large for `integer` in PostgreSQL. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flows')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute();
  await db.schema
    .createTable('versions')
    .addColumn('flow_id', 'text', (c) => c.notNull().references('flows.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('versions_pk', ['flow_id', 'version'])
    .execute();
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('flow_id', 'text', (c) => c.notNull().references('flows.id'))
    .addColumn('flow_version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('job_id', 'text')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('from_json', 'text', (c) => c.notNull())
    .addColumn('restarts', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('stop_asked', 'text')
    .addColumn('savepoint', 'text')
    .addColumn('checkpoint', 'text')
    .addColumn('checkpoints', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('checkpoint_at', 'bigint')
    .addColumn('failure_json', 'text')
    .addColumn('facts_json', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('runs_of_flow').on('runs').columns(['flow_id', 'started_at']).execute();
}
