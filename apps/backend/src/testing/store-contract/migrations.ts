import { newFlowText } from '@headrace/flow';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { expect, test } from 'vitest';
import { RunStore } from '../../features/runs/run-store.ts';
import { storedRun } from '../../features/runs/testing.ts';
import { eventsAfter } from '../../store/event-log.ts';
import { Leases } from '../../store/leases.ts';
import { migrations } from '../../store/open.ts';
import { callAt } from '../call.ts';
import { storedFlow } from '../stored-flow.ts';
import type { StoreFixture } from './fixture.ts';

const column = (name: string): Migration => ({
  up: (db: Kysely<unknown>) => db.schema.alterTable('flows').addColumn(name, 'text').execute(),
});
const submitted = { at: 1, message: 'Submitted.' };
const failing: Migration = { up: () => Promise.reject(new Error('ended in the middle')) };

/** What opening an older or newer store promises, whatever the database. */
export function migrationContract(
  fixture: StoreFixture,
  { flowsInBackups, restore }: { flowsInBackups(): Promise<readonly string[][]>; restore(): Promise<void> },
): void {
  const columns = async () => {
    const store = await fixture.open({ ...migrations, '900': column('one'), '901': column('two') });
    const tables = await store.db.introspection.getTables();
    return tables.find((table) => table.name === 'flows')?.columns.map((c) => c.name);
  };

  test('a store that is up to date is opened as it is, without a copy', async () => {
    await fixture.open();
    expect(await flowsInBackups()).toEqual([]);
  });

  test('migrations that fail leave nothing behind, and are done whole the next time', async () => {
    const half = { ...migrations, '900': column('one'), '901': failing };
    await expect(fixture.open(half)).rejects.toThrow('ended in the middle');
    await fixture.open();
    expect(await columns()).toEqual(expect.arrayContaining(['one', 'two']));
  });

  test('before tables change a copy is made of what is in them', async () => {
    await fixture.flows.create(callAt(), newFlowText('kept'), true);
    await fixture.open({ ...migrations, '900': column('one') });
    expect(await flowsInBackups()).toEqual([['kept']]);
  });

  test('a copy can take the place of the store: the program from before works on it', async () => {
    const flowId = await storedFlow(fixture.store, 'kept');
    await fixture.runs.insert(callAt(), storedRun({ flowId }), { at: 1, message: 'Submitted.' });
    await fixture.close(fixture.store);
    const newer = await fixture.open({ ...migrations, '900': column('one') });
    await storedFlow(newer, 'after');
    await fixture.close(newer);
    await restore();
    const store = await fixture.open();
    const flows = fixture.flowsOf(store);
    expect((await flows.list()).map(({ name }) => name)).toEqual(['kept']);
    const runs = new RunStore(store);
    expect((await runs.get('run'))?.history).toHaveLength(1);
    await expect(runs.insert(callAt(), storedRun({ id: 'two', flowId }), submitted)).rejects.toMatchObject({
      code: 'run/active',
    });
    await runs.change({ now: 2 }, 'run', () => ({ set: { state: 'stopped' }, history: [submitted] }));
    const ids = (await eventsAfter(store.db, 0, 100)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(await new Leases(store).hold('leader', 'a', 1_000)).toBe(true);
  });

  test('runs that an older program kept read the same: why they failed, and their history', async () => {
    const flowId = await storedFlow(fixture.store, 'kept');
    const failure = { message: 'It failed.', node: 'sums', trace: 'at a.B' };
    await fixture.runs.insert(callAt(), storedRun({ flowId, failure }), submitted);
    // The tables as they were before 008.
    const { db } = fixture.store;
    await db.schema.alterTable('run_history').renameColumn('message', 'sentence').execute();
    const old = { sentence: failure.message, node: failure.node, trace: failure.trace };
    await db
      .updateTable('runs')
      .set({ failure_json: JSON.stringify(old) })
      .execute();
    await sql`DELETE FROM kysely_migration WHERE name = '008'`.execute(db);
    const run = await new RunStore(await fixture.open()).get('run');
    expect(run?.failure).toEqual(failure);
    expect(run?.history).toEqual([submitted]);
  });

  test('a store that is newer than the program is refused', async () => {
    await fixture.open({ ...migrations, '900': column('one') });
    await expect(fixture.open()).rejects.toThrow(/900/);
  });
}
