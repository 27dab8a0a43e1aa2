import { expect, test } from 'vitest';
import type { StateFact } from '../../reading/flow-resources.ts';
import { stateChanges } from './state-change.ts';

const source = (node: string, topic: string): StateFact => ({
  node,
  does: topic,
  state: { of: 'source', meaning: { topic, servers: 'kafka:9092' } },
});
const sum = (node: string, column: string, key = 'k'): StateFact => ({
  node,
  does: `SUM of ${column}, by ${key}`,
  state: { of: 'operator', meaning: { groups: [[key, 'STRING']], functions: [['SUM', null, [column, 'BIGINT']]] } },
});
const before = [source('s', 'A'), sum('a', 'p')];

test.each<[string, StateFact[], readonly RegExp[]]>([
  ['nothing', [source('s', 'A'), sum('a', 'p')], []],
  ['the order of nodes', [sum('a', 'p'), source('s', 'A')], []],
  ['names of nodes', [source('t', 'A'), sum('b', 'p')], []],
  [
    'what is summed',
    [source('s', 'A'), sum('a', 'q')],
    [/^'a' was "SUM of p, by k" .* is "SUM of q, by k" now: its results would be wrong/],
  ],
  ['the key', [source('s', 'A'), sum('a', 'p', 'other')], [/would be wrong/]],
  [
    'the topic',
    [source('s', 'B'), sum('a', 'p')],
    [/^'s' read A when the savepoint was taken and reads B now: it would go on reading the old topic\./],
  ],
  ['a second sum', [source('s', 'A'), sum('a', 'p'), sum('b', 'q')], [/^'b' was not there .* start empty/]],
  ['no sum', [source('s', 'A')], [/^'a' is no longer there/]],
  [
    'a renamed sum of something else',
    [source('s', 'A'), sum('b', 'q')],
    [/^'b' was not there/, /^'a' is no longer there/],
  ],
])('changed: %s', (_, now, sentences) => {
  const found = stateChanges(before, now);
  expect(found).toHaveLength(sentences.length);
  sentences.forEach((message, i) => {
    expect(found[i]?.message).toMatch(message);
  });
});

test('of two equal nodes each needs a state of its own', () => {
  const two = [sum('a', 'p'), sum('b', 'p')];
  expect(stateChanges(two, two)).toEqual([]);
  expect(stateChanges(two, [sum('a', 'p')])).toHaveLength(1);
});

test('a state that differs in nothing that a line tells is said to have changed', () => {
  const typed = { ...sum('a', 'p'), state: { of: 'operator', meaning: { groups: [['k', 'BIGINT']] } } } as const;
  expect(stateChanges([sum('a', 'p')], [typed])[0]?.message).toContain('has been changed since');
});
