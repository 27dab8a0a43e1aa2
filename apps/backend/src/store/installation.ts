import type { Store } from './store.ts';

/** The id of the installation that this store is of: made once, with the store. */
export async function installationOf({ db }: Store): Promise<string> {
  return (await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id;
}
