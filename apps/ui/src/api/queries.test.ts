import type { FlowSummary, Run } from '@headrace/api';
import { QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { settled } from '../lib/testing/manual-clock.ts';
import { flowsQuery, keys, putFlow, putRun, queryClient, requestRun, runsQuery } from './queries.ts';
import { holdRequests } from './testing/held-requests.ts';
import { sampleFlow, sampleRun } from './testing/samples.ts';

const run = (state: Run['state'], id = 'r1', startedAt = 1) => sampleRun({ state, id, startedAt });
const requests = holdRequests();
const answer = (n: number, body: unknown, status = 200) => requests()[n]?.answer(status, body);

const shown = () => queryClient.getQueryData<Run[]>(keys.runs('f'))?.map(({ id, state }) => `${id} ${state}`);
const fetchRuns = () => queryClient.fetchQuery({ ...runsQuery('f'), staleTime: 0 });

describe('a list of runs that was asked for before the stream sent a run', () => {
  test('shows the run as the stream sent it', async () => {
    const asked = fetchRuns();
    putRun(run('running'));
    answer(0, [run('deploying')]);
    await asked;
    expect(shown()).toEqual(['r1 running']);
  });

  test('shows the last of several events', async () => {
    const asked = fetchRuns();
    for (const state of ['running', 'restarting', 'running', 'stopping'] as const) putRun(run(state));
    answer(0, [run('deploying')]);
    await asked;
    expect(shown()).toEqual(['r1 stopping']);
  });

  test('has a run that began after the answer was made, and none of another flow', async () => {
    const asked = fetchRuns();
    putRun(run('submitting', 'r2', 2));
    putRun({ ...run('submitting', 'r3', 3), flowId: 'g' });
    answer(0, [run('stopped')]);
    await asked;
    expect(shown()).toEqual(['r2 submitting', 'r1 stopped']);
  });

  test('a later list is taken as the server gives it', async () => {
    const first = fetchRuns();
    putRun(run('running'));
    answer(0, [run('deploying')]);
    await first;
    const second = fetchRuns();
    answer(1, [run('restarting')]);
    await second;
    expect(shown()).toEqual(['r1 restarting']);
  });

  test('a list that could not be read leaves nothing behind for the next one', async () => {
    const first = queryClient.fetchQuery({ ...runsQuery('f'), retry: false }).catch((error: Error) => error);
    putRun(run('running'));
    answer(0, { title: 'No.', status: 500, code: 'internal' }, 500);
    expect(await first).toBeInstanceOf(Error);
    const second = fetchRuns();
    answer(1, [run('stopping')]);
    await second;
    expect(shown()).toEqual(['r1 stopping']);
  });
});

describe('the answer to a request that changes a run', () => {
  beforeEach(() => queryClient.setQueryData(keys.runs('f'), [run('running')]));
  /** A request whose answer the test gives. */
  const request = () => {
    const { promise, resolve } = Promise.withResolvers<Run>();
    return { done: requestRun(() => promise), give: resolve };
  };

  test('is shown at once', async () => {
    const { done, give } = request();
    give(run('stopping'));
    await done;
    expect(shown()).toEqual(['r1 stopping']);
  });

  test('does not replace what the stream sent meanwhile', async () => {
    const { done, give } = request();
    putRun(run('stopping'));
    putRun(run('restarting'));
    give(run('stopping'));
    await done;
    expect(shown()).toEqual(['r1 restarting']);
  });

  test.each(['stopped', 'failed', 'finished'] as const)(
    'does not bring back a run that a list shows as %s',
    async (ended) => {
      const { done, give } = request();
      const list = fetchRuns();
      answer(0, [run(ended)]);
      await list;
      give(run('stopping'));
      await done;
      expect(shown()).toEqual([`r1 ${ended}`]);
    },
  );

  test('of another run stands beside it, the newest first', async () => {
    const { done, give } = request();
    putRun(run('stopped'));
    give(run('submitting', 'r2', 2));
    await done;
    expect(shown()).toEqual(['r2 submitting', 'r1 stopped']);
  });

  test('that is a refusal changes nothing', async () => {
    await expect(requestRun(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(shown()).toEqual(['r1 running']);
  });
});

test('nothing is shown of runs that nobody has asked for', () => {
  putRun(run('running'));
  expect(shown()).toBeUndefined();
});

describe('a list of flows that was asked for before the stream sent a flow', () => {
  const names = () => queryClient.getQueryData<FlowSummary[]>(keys.flows)?.map(({ name }) => name);

  test('shows the flow as the stream sent it, and one that is new', async () => {
    const observer = new QueryObserver(queryClient, flowsQuery);
    onTestFinished(observer.subscribe(() => {}));
    putFlow(sampleFlow({ name: 'renamed', updatedAt: 5 }));
    putFlow(sampleFlow({ id: 'g', name: 'new', updatedAt: 6 }));
    answer(0, [sampleFlow({ name: 'before', updatedAt: 4 }), sampleFlow({ id: 'h', name: 'older', updatedAt: 1 })]);
    await settled();
    expect(names()).toEqual(['new', 'renamed', 'older']);
    putFlow(sampleFlow({ id: 'h', name: 'older', updatedAt: 7 }));
    expect(names()).toEqual(['older', 'new', 'renamed']);
  });
});
