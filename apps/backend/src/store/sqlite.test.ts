import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe } from 'vitest';
import { storeContract } from '../testing/store-contract/index.ts';
import { sqlite } from './sqlite.ts';

/** The copies, oldest first. */
function backupsIn(folder: string): string[] {
  const backups = join(folder, 'backups');
  return (existsSync(backups) ? readdirSync(backups) : []).sort().map((file) => join(backups, file));
}

describe('SQLite', () => {
  storeContract(
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'headrace-store-'));
      return { folder, dialect: () => sqlite(folder), remove: async () => rmSync(folder, { recursive: true }) };
    },
    {
      flows: async ({ folder }) =>
        backupsIn(folder).map((file) => {
          const db = new DatabaseSync(file, { readOnly: true });
          const names = db.prepare('SELECT name FROM flows').all();
          db.close();
          return names.map(({ name }) => String(name));
        }),
      restore: async ({ folder }) => {
        copyFileSync(backupsIn(folder).at(-1) ?? '', join(folder, 'headrace.db'));
        for (const rest of ['headrace.db-wal', 'headrace.db-shm']) rmSync(join(folder, rest), { force: true });
      },
    },
  );
});
