import { describe, expect, test } from 'vitest';
import { FakeProber, podOf } from '../testing/fake-prober.ts';
import type { Planned } from './plan.ts';
import type { Answer } from './probe-tools.ts';
import { cameThrough, probeAll } from './run.ts';

const planned = (allowed: boolean, port = 80): Planned => ({ from: podOf('a'), to: podOf('b', 1), port, allowed });
type Told = Answer | { readonly unknown: string };

describe('a connection', () => {
  test.each<[allowed: boolean, first: Told, second: Told | undefined, verdict: string]>([
    [true, 'open', undefined, 'as computed'],
    [true, 'refused', undefined, 'as computed'],
    [false, 'silent', undefined, 'as computed'],
    [false, 'unreachable', undefined, 'as computed'],
    [true, { unknown: 'no program' }, undefined, 'not measured'],
    [false, { unknown: 'no program' }, undefined, 'not measured'],
    [true, 'silent', 'silent', 'blocked'],
    [true, 'unreachable', 'silent', 'blocked'],
    [true, 'silent', 'open', 'as computed'],
    [false, 'open', 'open', 'not enforced'],
    [false, 'refused', 'refused', 'not enforced'],
    [false, 'open', 'silent', 'as computed'],
    [false, 'open', { unknown: 'the pod is gone' }, 'not measured'],
  ])('that policies allow: %s, seen as %j and then %j, is %s', async (allowed, first, second, verdict) => {
    const prober = new FakeProber((_, count) => (count === 0 ? first : (second ?? expect.fail('it was tried again'))));
    const [probed] = await probeAll(prober, [planned(allowed)], 1);
    expect(probed?.verdict).toBe(verdict);
    expect(prober.tried).toHaveLength(second === undefined ? 1 : 2);
  });
});

test('gives each connection its own result, in their order', async () => {
  const prober = new FakeProber((tried) => (tried.endsWith(' 80') ? 'open' : 'silent'));
  const found = await probeAll(prober, [planned(true, 80), planned(true, 81), planned(false, 82)], 1);
  expect(found.map((p) => [p.planned.port, p.verdict])).toEqual([
    [80, 'as computed'],
    [81, 'blocked'],
    [82, 'as computed'],
  ]);
});

test('tries at most eight connections at once', async () => {
  let now = 0;
  let most = 0;
  const prober = new FakeProber(async (): Promise<Answer> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
    return 'open';
  });
  await probeAll(
    prober,
    Array.from({ length: 30 }, (_, i) => planned(true, i + 1)),
    1,
  );
  expect([most, prober.tried.length]).toEqual([8, 30]);
});

test('fails where no command may be run', async () => {
  const prober = new FakeProber(() => new Error('not allowed'));
  await expect(probeAll(prober, [planned(true)], 1)).rejects.toThrow('not allowed');
});

test.each([
  ['open', true],
  ['refused', true],
  ['silent', false],
  ['unreachable', false],
] as const)('an answer %s came through the network: %s', (answer, is) => {
  expect(cameThrough(answer)).toBe(is);
});
