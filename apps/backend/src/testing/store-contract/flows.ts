import { newFlowText } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { FlowStore } from '../../features/flows/flow-store.ts';
import { storedRun } from '../../features/runs/testing.ts';
import { callAt } from '../call.ts';
import type { StoreFixture } from './fixture.ts';

/** What the store of flows promises, whatever the database. */
export function flowStoreContract(fixture: StoreFixture): void {
  let clock = 0;
  const by = () => callAt(++clock);
  const flows = () => fixture.flows;

  describe('create', () => {
    test('a taken name gets a number, in the text too', async () => {
      await flows().create(by(), newFlowText('orders'), true);
      const second = await flows().create(by(), `# my own words\n${newFlowText('orders')}`, true);
      expect(await fixture.reader.nameIn(second.text)).toBe('orders-2');
      expect(second.text).toContain('# my own words');
      expect(await fixture.reader.nameIn((await flows().create(by(), second.text, true)).text)).toBe('orders-3');
    });

    test('a text that is no flow is kept as it is', async () => {
      const { id } = await flows().create(by(), 'half: [done', true);
      expect((await flows().get(id))?.text).toBe('half: [done');
    });
  });

  describe('save', () => {
    test('keeps older versions', async () => {
      const made = await flows().create(by(), newFlowText('a'), true);
      const saved = await flows().save(by(), made.id, newFlowText('b'), 1);
      expect(saved).toMatchObject({ version: 2, text: newFlowText('b') });
      expect(await flows().textOf(made.id, 1)).toBe(newFlowText('a'));
      expect(await flows().textOf(made.id, 2)).toBe(newFlowText('b'));
    });

    test('tells of each version what was saved and when; nothing of one that was never there', async () => {
      const made = await flows().create(by(), newFlowText('a'), true);
      await flows().save({ ...by(), now: 77 }, made.id, newFlowText('b'), 1);
      expect(await flows().versionOf(made.id, 1)).toEqual({ text: newFlowText('a'), updatedAt: made.updatedAt });
      expect(await flows().versionOf(made.id, 2)).toEqual({ text: newFlowText('b'), updatedAt: 77 });
      expect(await flows().versionOf(made.id, 3)).toBeUndefined();
      expect(await flows().versionOf('nobody', 1)).toBeUndefined();
    });

    test('based on an older version is refused, with the newest to compare', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      await flows().save(by(), id, newFlowText('b'), 1);
      expect(await flows().save(by(), id, newFlowText('c'), 1)).toMatchObject({
        stale: { version: 2, text: newFlowText('b') },
      });
      expect((await flows().get(id))?.version).toBe(2);
    });

    test('of what is there already makes no version, so that a repeated request is harmless', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      await flows().save(by(), id, newFlowText('b'), 1);
      expect(await flows().save(by(), id, newFlowText('b'), 1)).toMatchObject({ version: 2 });
    });

    test('keeps a version that has run, however many follow', async () => {
      const few = new FlowStore({ store: fixture.store, names: fixture.reader, sizes: { versions: 2 } });
      const { id } = await few.create(by(), newFlowText('v1'), true);
      await few.save(by(), id, newFlowText('v2'), 1);
      const run = storedRun({ id: 'r', flowId: id, flowVersion: 2, state: 'stopped' });
      await fixture.runs.insert(by(), run, { at: 1, message: 'Submitted.' });
      for (let version = 2; version < 9; version++) await few.save(by(), id, newFlowText(`v${version + 1}`), version);
      const texts = await Promise.all([1, 2, 3, 6, 7, 8, 9].map((version) => few.textOf(id, version)));
      expect(texts.map((text) => text !== undefined)).toEqual([false, true, false, false, true, true, true]);
      expect((await few.get(id))?.version).toBe(9);
    });

    test('of two at once exactly one wins', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      const both = await Promise.all([
        flows().save(by(), id, newFlowText('b'), 1),
        flows().save(by(), id, newFlowText('c'), 1),
      ]);
      expect(both.filter((r) => r && 'stale' in r)).toHaveLength(1);
    });
  });

  describe('the bin', () => {
    test('hides a flow until it is restored', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      expect(await flows().remove(by(), id)).toBe('removed');
      expect(await flows().list()).toEqual([]);
      expect(await flows().save(by(), id, newFlowText('b'), 1)).toBeUndefined();
      await flows().restore(by(), id);
      expect(await flows().list()).toHaveLength(1);
    });

    test('gives a number to a name that was taken meanwhile', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      await flows().remove(by(), id);
      await flows().create(by(), newFlowText('a'), true);
      const back = await flows().restore(by(), id);
      expect(await fixture.reader.nameIn(back?.text ?? '')).toBe('a-2');
    });
  });

  describe('the bin of a store', () => {
    test('refuses a flow that runs', async () => {
      const { id } = await flows().create(by(), newFlowText('a'), true);
      await fixture.runs.insert(by(), storedRun({ flowId: id }), { at: 1, message: 'Submitted.' });
      expect(await flows().remove(by(), id)).toBe('running');
      expect(await flows().remove(by(), 'none')).toBe('not-found');
    });
  });

  test('a second start finds the flows of the first', async () => {
    const { id } = await flows().create(by(), newFlowText('a'), true);
    await fixture.close(fixture.store);
    expect(await fixture.flowsOf(await fixture.open()).get(id)).toMatchObject({ name: 'a', version: 1 });
  });

  test('times of the far future keep every millisecond', async () => {
    const now = Date.UTC(2199, 11, 31, 23, 59, 59, 999);
    const { id } = await flows().create(callAt(now), newFlowText('a'), true);
    expect((await flows().get(id))?.updatedAt).toBe(now);
  });

  test.each([0, 1, 2, 3])('flows of one name that several create at once get names of their own (%i)', async () => {
    const others = [fixture.flows, fixture.flowsOf(await fixture.another())];
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) => others[i % 2]?.create(by(), newFlowText('orders'), true)),
    );
    const names = made.map((flow) => flow?.name);
    expect(new Set(names)).toEqual(
      new Set(['orders', 'orders-2', 'orders-3', 'orders-4', 'orders-5', 'orders-6', 'orders-7', 'orders-8']),
    );
  });

  test('of saves that several backends do at once exactly one wins', async () => {
    const other = fixture.flowsOf(await fixture.another());
    const { id } = await flows().create(by(), newFlowText('a'), true);
    const all = await Promise.all(
      ['b', 'c', 'd', 'e'].map((name, i) => (i % 2 ? other : fixture.flows).save(by(), id, newFlowText(name), 1)),
    );
    expect(all.filter((saved) => saved && 'stale' in saved)).toHaveLength(3);
    expect((await flows().get(id))?.version).toBe(2);
  });
}
