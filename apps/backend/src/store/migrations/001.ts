import type { Kysely } from 'kysely';

/** Flows with all their versions, and runs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flows')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'integer', (c) => c.notNull())
    .addColumn('deleted_at', 'integer')
    .execute();
  await db.schema
    .createTable('versions')
    .addColumn('flow_id', 'text', (c) => c.notNull().references('flows.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('saved_at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('versions_pk', ['flow_id', 'version'])
    .execute();
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('flow_id', 'text', (c) => c.notNull().references('flows.id'))
    .addColumn('flow_version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('job_id', 'text')
    .addColumn('started_at', 'integer', (c) => c.notNull())
    .addColumn('ended_at', 'integer')
    .addColumn('from_json', 'text', (c) => c.notNull())
    .addColumn('restarts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('stop_asked', 'text')
    .addColumn('savepoint', 'text')
    .addColumn('checkpoint', 'text')
    .addColumn('checkpoints', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('checkpoint_at', 'integer')
    .addColumn('failure_json', 'text')
    .addColumn('facts_json', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('runs_of_flow').on('runs').columns(['flow_id', 'started_at']).execute();
}
