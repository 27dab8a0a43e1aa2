import type { Kysely } from 'kysely';

/** Counts of a run over all its jobs and their restarts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('runs').addColumn('counts_before_json', 'text').execute();
  await db.schema.alterTable('runs').addColumn('counts_of', 'text').execute();
}
