import { isEndedRun, type RunState } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { knowSecret } from '@headrace/service';
import { describe, expect, test } from 'vitest';
import type { RunFields } from '../../features/runs/run-record.ts';
import { RunStore } from '../../features/runs/run-store.ts';
import { storedRun } from '../../features/runs/testing.ts';
import { callAt } from '../call.ts';
import type { StoreFixture } from './fixture.ts';

const submitted = { at: 1, message: 'Submitted.' };

/** What the store of runs promises, whatever the database. */
export function runStoreContract(fixture: StoreFixture): void {
  const makeFlow = async (name = 'f') => (await fixture.flows.create(callAt(), newFlowText(name), true)).id;
  const insert = (run: RunFields) => fixture.runs.insert(callAt(), run, submitted);

  test('everything that is kept of a run comes back as it was', async () => {
    const flowId = await makeFlow();
    const full: RunFields = {
      id: 'full',
      flowId,
      flowVersion: 3,
      state: 'restarting',
      jobId: 'j',
      startedAt: Date.UTC(2199, 0, 1),
      endedAt: null,
      from: { kind: 'savepoint', run: 'earlier' },
      restarts: 2,
      stopAsked: 'savepoint',
      savepoint: 'file:///s',
      checkpoint: 'file:///c',
      checkpoints: 4_000_000_000,
      checkpointAt: 5,
      failure: { message: 'It failed.', node: 'sums', trace: 'at a.B' },
      resources: { tables: [], written: [{ node: 'sums', text: 'a > 1' }] },
      counts: { orders: { in: 9_007_199_254_740_991, out: { orders: 1 } } },
      countsBefore: { orders: { in: 1, out: {} } },
      countsOf: 'j 2',
      failed: { sums: 2 },
      retryAt: 6,
      recoveries: 1,
      resumedFrom: 'file:///r',
      earlierRestarts: 1,
      earlierCheckpoints: 2,
      failing: { kind: 'k', count: 2, checkpoints: 3 },
      notice: 'It waits.',
    };
    await insert(full);
    expect(await fixture.runs.get('full')).toEqual({ ...full, history: [submitted] });
    const empty = storedRun({ id: 'empty', flowId: await makeFlow('g') });
    await insert(empty);
    expect(await fixture.runs.get('empty')).toEqual({ ...empty, history: [submitted] });
  });

  test('a change is decided by what the run is then, and nothing is changed without one', async () => {
    await insert(storedRun({ flowId: await makeFlow() }));
    const more = () =>
      fixture.runs.change({ now: 2 }, 'run', ({ restarts }) => ({ set: { restarts: restarts + 1, jobId: null } }));
    await Promise.all(Array.from({ length: 10 }, more));
    expect((await fixture.runs.get('run'))?.restarts).toBe(10);
    const { run, isChanged } = await fixture.runs.change({ now: 3 }, 'run', () => undefined);
    expect([run.restarts, isChanged]).toEqual([10, false]);
  });

  test('changes of several backends at once are all kept', async () => {
    await insert(storedRun({ flowId: await makeFlow() }));
    const all = [fixture.runs, new RunStore(await fixture.another())];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        all[i % 2]?.change({ now: i }, 'run', ({ restarts }) => ({
          set: { restarts: restarts + 1 },
          history: [{ at: i, message: `${i}` }],
        })),
      ),
    );
    const run = await fixture.runs.get('run');
    expect(run?.restarts).toBe(20);
    expect(run?.history).toHaveLength(21);
  });

  test('a history is bounded: the newest events stay', async () => {
    await insert(storedRun({ flowId: await makeFlow() }));
    for (let i = 0; i < 60; i++)
      await fixture.runs.change({ now: i }, 'run', () => ({ set: {}, history: [{ at: i, message: `${i}` }] }));
    const run = await fixture.runs.get('run');
    expect(run?.history.map((e) => e.at)).toEqual(Array.from({ length: 50 }, (_, i) => 10 + i));
  });

  test('secrets reach neither the history, nor a notice, nor a failure', async () => {
    knowSecret('c4nary-of-the-store');
    await insert(storedRun({ flowId: await makeFlow() }));
    const text = 'It failed with c4nary-of-the-store.';
    await fixture.runs.change({ now: 2 }, 'run', () => ({
      set: { notice: text, failure: { message: text, node: null, trace: text } },
      history: [{ at: 2, message: text }],
    }));
    expect(JSON.stringify(await fixture.runs.get('run'))).not.toContain('c4nary');
  });

  describe('of each flow one run is active', () => {
    test.each<RunState>([
      'submitting',
      'running',
      'job-missing',
      'cluster-unreachable',
      'stopped',
      'failed',
      'finished',
    ])('a second one beside one that is %s', async (state) => {
      const flowId = await makeFlow();
      await insert(storedRun({ id: 'first', flowId, state }));
      const second = insert(storedRun({ id: 'second', flowId }));
      if (isEndedRun(state)) expect((await second).id).toBe('second');
      else await expect(second).rejects.toMatchObject({ code: 'run/active' });
    });

    test('of several that backends start at once one is kept', async () => {
      const flowId = await makeFlow();
      const all = [fixture.runs, new RunStore(await fixture.another())];
      const started = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) =>
          all[i % 2]?.insert(callAt(), storedRun({ id: `r${i}`, flowId }), submitted),
        ),
      );
      expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await fixture.runs.ofFlow(flowId)).toHaveLength(1);
    });

    test('a run of a flow that is gone or in the bin is refused', async () => {
      await expect(insert(storedRun({ flowId: 'none' }))).rejects.toMatchObject({ code: 'flow/not-found' });
      const flowId = await makeFlow();
      await fixture.flows.remove(callAt(), flowId);
      await expect(insert(storedRun({ flowId }))).rejects.toMatchObject({ code: 'flow/not-found' });
    });
  });

  test('the newest run of each flow, without reading the others', async () => {
    const [one, two] = [await makeFlow('one'), await makeFlow('two')];
    await insert(storedRun({ id: 'a', flowId: one, state: 'failed', startedAt: 1 }));
    await insert(storedRun({ id: 'b', flowId: one, state: 'stopped', startedAt: 2 }));
    await insert(storedRun({ id: 'd', flowId: two, state: 'failed', startedAt: 1 }));
    await insert(storedRun({ id: 'c', flowId: two, state: 'failed', startedAt: 1 }));
    const newest = await fixture.runs.newest();
    expect([...newest].map(([flow, run]) => [flow, run.id]).sort()).toEqual(
      [
        [one, 'b'],
        [two, 'd'],
      ].sort(),
    );
    expect((await fixture.runs.ofFlow(two)).map((run) => run.id)).toEqual(['d', 'c']);
    expect(await fixture.runs.unended()).toEqual([]);
  });
}
