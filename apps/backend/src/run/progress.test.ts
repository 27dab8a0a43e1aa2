import { expect, test } from 'vitest';
import { countFailure, type Failing, givenUp, isHopeless } from './progress.ts';

/** Failures one after the other: kind, and the checkpoints completed until then. */
const counted = (...failures: readonly [kind: string, checkpoints: number][]): Failing =>
  failures.reduce<Failing | null>(
    (before, [kind, checkpoints]) => countFailure(before, kind, 1, checkpoints),
    null,
  ) as Failing;

test.each<[string, readonly [string, number][], number]>([
  [
    'of one kind add up',
    [
      ['a', 0],
      ['a', 0],
      ['a', 0],
    ],
    3,
  ],
  [
    'begin anew after a checkpoint',
    [
      ['a', 0],
      ['a', 0],
      ['a', 1],
    ],
    1,
  ],
  [
    'begin anew with another kind',
    [
      ['a', 0],
      ['a', 0],
      ['b', 0],
    ],
    1,
  ],
  [
    'of two kinds in turn never add up',
    [
      ['a', 0],
      ['b', 0],
      ['a', 0],
      ['b', 0],
    ],
    1,
  ],
])('failures %s', (_, failures, count) => {
  expect(counted(...failures).count).toBe(count);
});

test('several restarts between two looks count each', () => {
  expect(countFailure({ kind: 'a', count: 2, checkpoints: 5 }, 'a', 4, 5).count).toBe(6);
});

test.each<['flow' | 'unknown' | 'surroundings', number, boolean]>([
  ['flow', 2, false],
  ['flow', 3, true],
  ['unknown', 9, false],
  ['unknown', 10, true],
  ['surroundings', 100_000, false],
])('a failure of cause %s that came %i times: given up is %s', (cause, count, hopeless) => {
  expect(isHopeless({ cause, isFinal: false }, { kind: 'a', count, checkpoints: 0 })).toBe(hopeless);
});

test('what can never go better is given up at once, and says no count', () => {
  const failing = { kind: 'a', count: 1, checkpoints: 0 };
  expect(isHopeless({ cause: 'flow', isFinal: true }, failing)).toBe(true);
  expect(givenUp('It does not fit.', failing, true)).toBe('It does not fit.');
  expect(givenUp('Oops.', { ...failing, count: 3 }, false)).toBe(
    'Oops. It failed so 3 times without a checkpoint in between, so it was not started again.',
  );
});
