import type { Kysely } from 'kysely';

/** What became of the rows of a run. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('runs').addColumn('counts_json', 'text').execute();
  await db.schema
    .alterTable('runs')
    .addColumn('failed_json', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute();
}
