import { describe, expect, test } from 'vitest';
import {
  addTo,
  expressionLeaf,
  joinAt,
  partAt,
  predicateLeaf,
  removeAt,
  replaceAt,
  withPredicate,
  withTyped,
  wrapAt,
} from './edit.ts';
import { parseCondition } from './parse-condition.ts';
import { printCondition } from './print-condition.ts';
import { type ConditionGroup, type ConditionLeaf, newGroup, type PartPath } from './tree.ts';

const read = (text: string) => parseCondition(text).root;
const print = (root: ConditionGroup) => printCondition(root).text;
const leaf = predicateLeaf({ column: ['x'], operator: '=', values: [{ kind: 'number', raw: '1' }] });
const draft = predicateLeaf({ operator: '=', values: [] });

test.each([
  ['', [], '`x` = 1'],
  ['a', [], 'a AND `x` = 1'],
  ['a OR b', [], 'a OR b OR `x` = 1'],
  ['a OR b AND c OR d', [1], 'a OR b AND c AND `x` = 1 OR d'],
  ['(a OR b) AND c', [0], '(a OR b OR `x` = 1) AND c'],
  ['a and b -- all of it', [], 'a and b -- all of it\n AND `x` = 1'],
  ['NOT a AND b', [0], 'NOT (a OR `x` = 1) AND b'],
  ['a /* why */ AND b', [], 'a /* why */ AND b AND `x` = 1'],
] satisfies [string, PartPath, string][])('add to %j at %j', (text, path, expected) =>
  expect(print(addTo(read(text), path, leaf))).toBe(expected),
);

test.each([
  ['a', [0], ''],
  ['NOT (a)', [0], ''],
  ['a AND b AND c', [0], 'b AND c'],
  ['a AND b AND c', [1], 'a AND c'],
  ['a AND b AND c', [2], 'a AND b'],
  ['a AND b OR c', [0, 1], 'a OR c'],
  ['c OR a AND b', [1, 0], 'c OR b'],
  ['(a OR b) AND c', [0, 0], '(b) AND c'],
  ['(a) OR b -- b\n', [0], 'b -- b\n'],
] satisfies [string, PartPath, string][])('remove from %j at %j', (text, path, expected) =>
  expect(print(removeAt(read(text), path))).toBe(expected),
);

test.each([
  ['a and b', [], 'OR', false, 'a OR b'],
  ['a AND b OR c', [0], 'OR', false, '(a OR b) OR c'],
  ['a OR b AND c', [], 'AND', false, 'a AND (b AND c)'],
  ['a OR b', [], 'OR', true, 'NOT (a OR b)'],
  ['/* NOT ( */ (a OR b)', [], 'AND', true, '/* NOT ( */ NOT (a AND b)'],
  ['/* NOT ( */ NOT (a OR b) AND c', [0], 'OR', false, '/* NOT ( */ (a OR b) AND c'],
  ['NOT a = 1', [], 'AND', false, 'a = 1'],
  ['a -- why', [], 'OR', true, 'NOT (a -- why\n)'],
] satisfies [string, PartPath, 'AND' | 'OR', boolean, string][])(
  '%j at %j becomes %s, negated %s',
  (text, path, join, negated, expected) => expect(print(joinAt(read(text), path, join, negated))).toBe(expected),
);

describe('wrapping into a group', () => {
  test('changes nothing until the group has a second condition', () => {
    const wrapped = wrapAt(read('a AND b AND c'), [1]);
    expect(print(wrapped)).toBe('a AND b AND c');
    expect(partAt(wrapped, [1])).toMatchObject({ kind: 'group', join: 'OR' });
    expect(print(addTo(wrapped, [1], leaf))).toBe('a AND (b OR `x` = 1) AND c');
  });
  test('wraps the whole condition too', () => {
    expect(print(addTo(wrapAt(read('a AND b'), []), [], leaf))).toBe('a AND b OR `x` = 1');
    expect(print(addTo(wrapAt(read('NOT (a OR b)'), []), [], leaf))).toBe('NOT (a OR b) AND `x` = 1');
  });
});

describe('an incomplete leaf', () => {
  test('is not printed', () => {
    const root = addTo(addTo(read('a'), [], draft), [], newGroup('OR', [draft, draft]));
    expect(print(root)).toBe('a');
    expect(print(replaceAt(root, [1], leaf))).toBe('a AND `x` = 1');
    expect(print(replaceAt(root, [2, 1], leaf))).toBe('a AND `x` = 1');
  });
  test('keeps its former text', () => {
    const root = read("region = 'EMEA' AND b");
    const region = partAt(root, [0]) as ConditionLeaf;
    expect(print(replaceAt(root, [0], withPredicate(region, { operator: '=', values: [] })))).toBe(
      "region = 'EMEA' AND b",
    );
    expect(print(replaceAt(root, [1], withTyped(partAt(root, [1]) as ConditionLeaf, 'f(')))).toBe(
      "region = 'EMEA' AND b",
    );
  });
});

test.each([
  ["UPPER(a) = 'X'", "x AND UPPER(a) = 'X'"],
  ['a OR b', 'x AND (a OR b)'],
  ['(a OR b)', 'x AND (a OR b)'],
  ['NOT a', 'x AND (NOT a)'],
  ['a OR b -- c', 'x AND (a OR b -- c\n)'],
  ['1 = 1) OR (2 = 2', 'x'],
  ['a BETWEEN 1', 'x'],
  ['', 'x'],
])('%j typed as a free expression', (typed, expected) =>
  expect(print(addTo(read('x'), [], withTyped(expressionLeaf, typed)))).toBe(expected),
);

test('ignores a path that does not exist', () => {
  const root = read('a AND b');
  for (const changed of [removeAt(root, [7]), removeAt(root, []), wrapAt(root, [0, 1]), addTo(root, [0], leaf)])
    expect(print(changed)).toBe('a AND b');
});
