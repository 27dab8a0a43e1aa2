import { describe, expect, test } from 'vitest';
import { FakeProber, podOf } from '../testing/fake-prober.ts';
import { allPass, keepPassing, unmeasured } from './watch.ts';

type Needed = Parameters<typeof allPass>[1][number];
const needed = (port: number): Needed => ({
  planned: { from: podOf('a'), to: podOf('b', 1), port, allowed: true },
  needed: expect.anything(),
});
const portOf = (one: Needed | undefined) => one?.planned.port;
const all = [needed(1), needed(2), needed(3)];
const isPort = (tried: string, port: number) => tried.endsWith(` ${port}`);

describe('what cannot be measured', () => {
  test('is named with its reason, once each', async () => {
    const prober = new FakeProber((tried) => (isPort(tried, 2) ? { unknown: 'no program' } : 'silent'));
    const found = await unmeasured(prober, all);
    expect(found.map(([one, why]) => [portOf(one), why])).toEqual([[2, 'no program']]);
    expect(prober.tried).toHaveLength(3);
  });
});

describe('waiting until all pass', () => {
  test('ends with the first round in which all come through', async () => {
    const prober = new FakeProber(() => 'refused');
    expect(await allPass(prober, all, 10_000)).toBeUndefined();
    expect(prober.tried).toHaveLength(3);
  });

  test('tries what fails a second time at once', async () => {
    const prober = new FakeProber((tried, count) => (isPort(tried, 2) && count === 0 ? 'silent' : 'open'));
    expect(await allPass(prober, all, 10_000)).toBeUndefined();
    expect(prober.tried).toHaveLength(4);
  });

  test('goes on to another round as long as there is time', async () => {
    const prober = new FakeProber((tried, count) => (isPort(tried, 2) && count < 2 ? 'silent' : 'open'));
    expect(await allPass(prober, all, 10_000)).toBeUndefined();
    expect(prober.tried.filter((tried) => isPort(tried, 1))).toHaveLength(2);
  });

  test('gives the one that fails when the time is over', async () => {
    const prober = new FakeProber((tried) => (isPort(tried, 3) ? 'silent' : 'open'));
    expect(portOf(await allPass(prober, all, -1))).toBe(3);
  });

  test('takes what cannot be measured any more for failing', async () => {
    const prober = new FakeProber((tried) => (isPort(tried, 1) ? { unknown: 'the pod is gone' } : 'open'));
    expect(portOf(await allPass(prober, all, -1))).toBe(1);
  });

  test('ends at once where nothing is needed', async () => {
    expect(await allPass(new FakeProber(() => expect.fail()), [], -1)).toBeUndefined();
  });
});

describe('watching', () => {
  test('looks twice at least', async () => {
    const prober = new FakeProber(() => 'open');
    expect(await keepPassing(prober, all, -1)).toBeUndefined();
    expect(prober.tried).toHaveLength(6);
  });

  test('gives the first that fails twice, and looks no further', async () => {
    const prober = new FakeProber((tried, count) => (isPort(tried, 2) && count > 0 ? 'silent' : 'open'));
    expect(portOf(await keepPassing(prober, all, 60_000))).toBe(2);
    expect(prober.tried.filter((tried) => isPort(tried, 2))).toHaveLength(3);
  });

  test('takes a try that is not answered in time for a failure, whatever the prober waits for', async () => {
    const never = new Promise<'open'>(() => {});
    const prober = new FakeProber((tried) => (isPort(tried, 1) ? never : 'open'));
    expect(portOf(await keepPassing(prober, [needed(1)], 60_000))).toBe(1);
    expect(prober.tried).toHaveLength(2);
  }, 30_000);

  test('ends at once where nothing is needed', async () => {
    expect(await keepPassing(new FakeProber(() => expect.fail()), [], 60_000)).toBeUndefined();
  });

  test('fails where no command may be run any more', async () => {
    const prober = new FakeProber(() => new Error('not allowed'));
    await expect(keepPassing(prober, all, 60_000)).rejects.toThrow('not allowed');
  });
});
