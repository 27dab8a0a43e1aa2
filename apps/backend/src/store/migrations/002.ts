import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

/** The id of this installation, by which it knows its own jobs on a Flink that others use too. */
export async function up(db: Kysely<{ installation: { id: string } }>): Promise<void> {
  await db.schema
    .createTable('installation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .execute();
  await db.insertInto('installation').values({ id: randomUUID() }).execute();
}
