import type { Run } from '@headrace/api';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem } from '../../api/http.ts';
import { putRun } from '../../api/queries.ts';
import { holdRequests } from '../../api/testing/held-requests.ts';
import { sampleRun } from '../../api/testing/samples.ts';
import { settled } from '../../lib/testing/manual-clock.ts';
import { serverTransport } from './server-transport.ts';

const requests = holdRequests();
const last = () => {
  const request = requests().at(-1);
  if (!request) throw new Error('nothing was asked for');
  return request;
};

describe('what an editor asks of the server', () => {
  test.each([
    ['whole', '/api/check?plan=true'],
    ['quick', '/api/check?plan=false'],
  ] as const)('a %s check goes to %s, with the flow that it belongs to', async (depth, address) => {
    const checked = serverTransport.check('f', 'a text', depth);
    expect(last()).toMatchObject({ method: 'POST', address, body: { flow: 'f', text: 'a text' } });
    last().answer(200, { diagnostics: [], ports: {}, planner: true });
    expect(await checked).toMatchObject({ planner: true });
  });

  test('a preview starts from where it is told to', async () => {
    const started = serverTransport.startPreview('f', 'a text', { kind: 'time', timestamp: 7 });
    expect(last()).toMatchObject({
      address: '/api/previews',
      body: { flow: 'f', text: 'a text', from: { kind: 'time', timestamp: 7 } },
    });
    last().answer(201, { id: 'p1' });
    expect(await started).toEqual({ id: 'p1' });
  });

  test('a save that is too late rejects with what was saved meanwhile', async () => {
    const saved = serverTransport.saveFlow('f', 'mine', 3).catch((error: unknown) => error);
    const current = { id: 'f', version: 4, text: 'theirs', updatedAt: 0, trusted: true };
    last().answer(409, { code: 'flow/stale-version', status: 409, title: 'Somebody else saved in between.', current });
    const error = await saved;
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ problem: { code: 'flow/stale-version' }, body: { current: { version: 4 } } });
  });

  test('connections are asked for once by two editors', async () => {
    const both = Promise.all([serverTransport.connections(), serverTransport.connections()]);
    await settled();
    expect(requests()).toHaveLength(1);
    last().answer(200, [{ name: 'local', kind: 'kafka', bootstrapServers: 'localhost:9092' }]);
    expect((await both).map((all) => all.length)).toEqual([1, 1]);
  });

  test('silence is a problem like any other', async () => {
    const got = serverTransport.getFlow('f').catch((error: unknown) => error);
    last().fail();
    expect(await got).toMatchObject({ problem: { status: 0 } });
  });
});

describe('the newest run of a flow', () => {
  let end = () => {};
  afterEach(() => end());

  test('is told when the list is there, and whenever the stream changes it, until nobody follows', async () => {
    const told: (Run | undefined)[] = [];
    end = serverTransport.followRun('f', (run) => told.push(run));
    expect(told.at(-1)).toBeUndefined();
    last().answer(200, [sampleRun({ id: 'r1', state: 'stopped' })]);
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ id: 'r1' }));
    putRun(sampleRun({ id: 'r2', startedAt: 2 }));
    await settled();
    expect(told.at(-1)).toMatchObject({ id: 'r2', state: 'running' });
    putRun(sampleRun({ id: 'r3', startedAt: 3, flowId: 'g' }));
    await settled();
    expect(told.at(-1)).toMatchObject({ id: 'r2' });
    end();
    const before = told.length;
    putRun(sampleRun({ id: 'r2', startedAt: 2, state: 'stopping' }));
    await settled();
    expect(told).toHaveLength(before);
  });

  test('is asked for once by all who follow it', async () => {
    const ends = [1, 2].map(() => serverTransport.followRun('f', () => {}));
    end = () => {
      for (const one of ends) one();
    };
    await settled();
    expect(requests()).toHaveLength(1);
  });
});
