import type { Db } from './open.ts';

/** The id of the installation that this store is of: made once, with the store. */
export async function installationOf(db: Db): Promise<string> {
  return (await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id;
}
