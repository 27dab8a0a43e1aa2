import { setTimeout as sleep } from 'node:timers/promises';
import { newFlowText } from '@headrace/flow';
import { describe, expect, test, vi } from 'vitest';
import { storedRun } from '../../features/runs/testing.ts';
import { eventsAfter, newestEvent, pruneEvents, type StoredEvent } from '../../store/event-log.ts';
import { EventTail } from '../../store/event-tail.ts';
import { Leases } from '../../store/leases.ts';
import type { Store } from '../../store/store.ts';
import { callAt } from '../call.ts';
import type { StoreFixture } from './fixture.ts';

/** What backends that share a store may rely on, whatever the database. */
export function sharedStoreContract(fixture: StoreFixture): void {
  const record = (store: Store, at: number, actor: string | null = 'eve') =>
    store.transaction(async (t) =>
      t.record({ at, actor, action: actor === null ? 'run.change' : 'flow.save', flow: 'f' }),
    );

  describe('events', () => {
    test('each thing that a person does is one event of that person', async () => {
      const eve = callAt(7, 'eve');
      const { id } = await fixture.flows.create(eve, newFlowText('a'), false);
      await fixture.flows.save(eve, id, newFlowText('b'), 1);
      await fixture.flows.trust(eve, id);
      await fixture.runs.insert(eve, storedRun({ id: 'r', flowId: id }), { at: 1, message: 'Submitted.' });
      await fixture.runs.change({ ...eve, action: 'run.stop' }, 'r', () => ({ set: { state: 'stopped' } }));
      await fixture.flows.remove(eve, id);
      await fixture.flows.restore(eve, id);
      const events = await eventsAfter(fixture.store.db, 0, 100);
      expect(events.map(({ action }) => action)).toEqual([
        'flow.create',
        'flow.save',
        'flow.trust',
        'run.start',
        'run.stop',
        'flow.delete',
        'flow.restore',
      ]);
      expect(new Set(events.map(({ actor, at, flow }) => `${actor} ${at} ${flow}`))).toEqual(new Set([`eve 7 ${id}`]));
    });

    test('what is not done leaves none: a save that comes too late, a second start', async () => {
      const { id } = await fixture.flows.create(callAt(), newFlowText('a'), true);
      const before = await newestEvent(fixture.store.db);
      await fixture.flows.save(callAt(), id, newFlowText('b'), 9);
      await fixture.store
        .transaction(async (t) => {
          t.record({ at: 1, actor: 'eve', action: 'flow.save', flow: id });
          throw new Error('rolled back');
        })
        .catch(() => {});
      expect(await newestEvent(fixture.store.db)).toBe(before);
    });

    test('old ones that no person caused go, and those of persons stay', async () => {
      await record(fixture.store, 1, null);
      await record(fixture.store, 1, 'eve');
      await record(fixture.store, 1_000_000, null);
      await pruneEvents(fixture.store.db, 1_000_000);
      const left = await eventsAfter(fixture.store.db, 0, 10);
      expect(left.map(({ at, actor }) => [at, actor])).toEqual([
        [1, 'eve'],
        [1_000_000, null],
      ]);
    });

    test('a tail gives each event of this process once, in order, and none from before', async () => {
      await record(fixture.store, 1);
      const seen: StoredEvent[] = [];
      const tail = new EventTail({ store: fixture.store, onError: () => {} });
      tail.listen((event) => seen.push(event));
      await tail.start();
      await Promise.all(Array.from({ length: 20 }, (_, i) => record(fixture.store, i + 2)));
      await vi.waitFor(() => expect(seen).toHaveLength(20));
      expect(seen.map(({ id }) => id)).toEqual(seen.map(({ id }) => id).toSorted((a, b) => a - b));
      tail.stop();
    });
  });

  describe('leases', () => {
    const leases = () => new Leases(fixture.store);

    test('one holder has a lease until its end, and may renew it', async () => {
      expect(await leases().hold('leader', 'a', 400)).toBe(true);
      expect(await leases().hold('leader', 'b', 400)).toBe(false);
      expect(await leases().hold('leader', 'a', 400)).toBe(true);
      expect(await leases().hold('other', 'b', 400)).toBe(true);
      await vi.waitFor(async () => expect(await leases().hold('leader', 'b', 400)).toBe(true), 5_000);
      expect(await leases().hold('leader', 'a', 400)).toBe(false);
    });

    test('one that is given back is free at once', async () => {
      await leases().hold('leader', 'a', 60_000);
      await leases().release('leader', 'b');
      expect(await leases().hold('leader', 'b', 60_000)).toBe(false);
      await leases().release('leader', 'a');
      expect(await leases().hold('leader', 'b', 60_000)).toBe(true);
    });

    test('of several who want it at once one gets it', async () => {
      const asked = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => leases().hold('leader', holder, 60_000)));
      expect(asked.filter(Boolean)).toHaveLength(1);
    });

    test('lists those who hold one now, by the beginning of its name', async () => {
      await leases().hold('backend a', 'a', 60_000);
      await leases().hold('backend b', 'b', 1);
      await leases().hold('leader', 'c', 60_000);
      await sleep(20);
      expect(await leases().holders('backend ')).toEqual(new Set(['a']));
      await leases().clear();
      expect(await leases().holders('')).toEqual(new Set());
    });
  });
}
