import type { Kysely } from 'kysely';

/** Whether a person trusts a flow: those that are there were made or run here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('flows')
    .addColumn('trusted', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
