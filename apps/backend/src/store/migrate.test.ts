import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { openDialect } from './dialect.ts';

test('migrations that end in the middle leave nothing behind, and are done whole the next time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-migrate-'));
  const db = new Kysely<Record<string, never>>({ dialect: openDialect(join(folder, 'headrace.db')) });
  const table = (name: string) => ({
    up: (of: Kysely<unknown>) => of.schema.createTable(name).addColumn('id', 'text').execute(),
  });
  const ends = { up: () => Promise.reject(new Error('ended')) };
  const migrate = (second: object) =>
    new Migrator({
      db,
      provider: { getMigrations: async () => ({ '001': table('one'), '002': second as ReturnType<typeof table> }) },
    }).migrateToLatest();
  expect((await migrate(ends)).error).toBeDefined();
  const tables = async () => (await db.introspection.getTables()).map((t) => t.name);
  expect(await tables()).not.toContain('one');
  expect((await migrate(table('two'))).error).toBeUndefined();
  expect(await tables()).toEqual(expect.arrayContaining(['one', 'two']));
  await db.destroy();
  rmSync(folder, { recursive: true });
});
