import { expect, test } from 'vitest';
import { ApiProblem, isAway, isOverLimit, retryAfter, sentenceOf } from './http.ts';

test.each([
  [429, 'limit/checks', 2000, true, false],
  [503, 'limit/checks', 10_000, true, true],
  [429, 'limit/flows', undefined, false, false],
  [503, 'preview/flink-away', undefined, false, true],
  [503, 'gateway/part-down', 2000, false, true],
  [0, 'network/unreachable', undefined, false, true],
])('status %i with %s after %s ms: over a limit %s, away %s', (status, code, after, over, away) => {
  const error = new ApiProblem({ code, status, title: 'No.', detail: 'Wait.' }, undefined, after);
  expect([isOverLimit(error), isAway(error), retryAfter(error)]).toEqual([over, away, after]);
  expect(sentenceOf(error)).toBe('No. Wait.');
});

test('other errors are neither', () => {
  const error = new TypeError('a fault');
  expect([isOverLimit(error), isAway(error), retryAfter(error)]).toEqual([false, false, undefined]);
  expect(sentenceOf('said')).toBe('said');
});
