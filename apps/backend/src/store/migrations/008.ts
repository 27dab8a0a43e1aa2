import type { Kysely } from 'kysely';

type Before = { readonly runs: { readonly id: string; failure_json: string | null } };

/** What a failure and a line of a run's history say is called `message`, as in every other place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('run_history').renameColumn('sentence', 'message').execute();
  const runs = db.withTables<Before>();
  const failed = await runs
    .selectFrom('runs')
    .select(['id', 'failure_json'])
    .where('failure_json', 'is not', null)
    .execute();
  for (const { id, failure_json } of failed) {
    const { sentence, ...failure } = JSON.parse(failure_json ?? '{}');
    await runs
      .updateTable('runs')
      .set({ failure_json: JSON.stringify({ message: sentence, ...failure }) })
      .where('id', '=', id)
      .execute();
  }
}
