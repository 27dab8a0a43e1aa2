import { expect, test } from 'vitest';
import { countFailure, countRowFailures, type Failing, givenUp, isHopeless } from './progress.ts';

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

test.each([
  ['a row of a node', { cause: 'flow', node: 'a' }, 2, { a: 3, b: 1 }],
  ['a row of another node', { cause: 'flow', node: 'toString' }, 1, { a: 1, b: 1, toString: 1 }],
  ['Kafka away', { cause: 'surroundings', node: 'a' }, 2, { a: 1, b: 1 }],
  ['nobody knows which node', { cause: 'flow', node: null }, 2, { a: 1, b: 1 }],
  ['no failure since', { cause: 'flow', node: 'a' }, 0, { a: 1, b: 1 }],
] as const)('rows that made nodes fail: %s', (_, failure, more, after) => {
  expect(countRowFailures({ a: 1, b: 1 }, failure, more)).toEqual(after);
});
