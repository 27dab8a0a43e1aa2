import { describe, expect, test } from 'vitest';
import { checkExpression } from '../sql/check-expression.ts';
import { parseCondition } from './parse-condition.ts';
import { printCondition } from './print-condition.ts';
import type { ConditionPart, Predicate } from './tree.ts';

/** A tree in short: `all(a, any(b, c))`; tests as JSON, own expressions as they are. */
function inShort(part: ConditionPart): string {
  if (part.kind === 'leaf') return part.predicate ? predicateInShort(part.predicate) : `own ${part.text}`;
  const name = (part.negated ? 'not ' : '') + (part.join === 'AND' ? 'all' : 'any');
  return `${name}(${part.items.map(inShort).join('; ')})`;
}

function predicateInShort({ column, operator, values }: Predicate): string {
  const shown = values.map((v) => (v.kind === 'column' ? `column ${v.path.join('/')}` : `${v.kind} ${v.raw}`));
  return [column?.join('/'), operator, shown.join(' & ')].filter(Boolean).join(' ');
}

const read = (text: string) => inShort(parseCondition(text).root);

describe('groups', () => {
  test.each([
    ['a = 1', 'all(a = number 1)'],
    ['a = 1 AND b = 2 and c = 3', 'all(a = number 1; b = number 2; c = number 3)'],
    ['a = 1 OR b = 2 AND c = 3', 'any(a = number 1; all(b = number 2; c = number 3))'],
    ['(a = 1 OR b = 2) AND c = 3', 'all(any(a = number 1; b = number 2); c = number 3)'],
    ['((a = 1 OR b = 2))', 'any(a = number 1; b = number 2)'],
    ['(a = 1) AND (b = 2)', 'all(a = number 1; b = number 2)'],
    ['NOT (a = 1 OR b = 2)', 'not any(a = number 1; b = number 2)'],
    ['NOT a = 1 AND b = 2', 'all(not any(a = number 1); b = number 2)'],
    ['NOT NOT (a = 1 OR b = 2)', 'not any(not any(a = number 1; b = number 2))'],
    ['a BETWEEN 1 AND 2 AND b = 3', 'all(a BETWEEN number 1 & number 2; b = number 3)'],
    ['a BETWEEN b AND c OR d = 1', 'any(own a BETWEEN b AND c; d = number 1)'],
    ['a BETWEEN x OR y AND 3 AND b = 1', 'all(own a BETWEEN x OR y AND 3; b = number 1)'],
    ['CASE WHEN a AND b OR c THEN 1 END = 1 AND d = 1', 'all(own CASE WHEN a AND b OR c THEN 1 END = 1; d = number 1)'],
    ["f(a AND b) AND x = ' AND '", 'all(own f(a AND b); x = string  AND )'],
    ['`a AND b` = 1 /* AND */ AND c = 2 -- OR', 'all(a AND b = number 1; c = number 2)'],
    ['t.`and` = 1 AND t.`case` = 2', 'all(t/and = number 1; t/case = number 2)'],
    ['(a, b) IN ((1, 2)) OR (a = 1) IS TRUE', 'any(own (a, b) IN ((1, 2)); own (a = 1) IS TRUE)'],
    ['', 'all()'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('predicates', () => {
  test.each([
    ["`product type` <> 'Bob''s'", "product type <> string Bob's"],
    ['customer.`first name` >= other.name', 'customer/first name >= column other/name'],
    ['a<=-1.50', 'a <= number -1.50'],
    ['a = 9007199254740993', 'a = number 9007199254740993'],
    ["a IN ('x', 'y''z', 3)", "a IN string x & string y'z & number 3"],
    ['a not in (1)', 'a NOT IN number 1'],
    ["a NOT BETWEEN DATE '2026-01-01' AND DATE '2026-02-01'", 'a NOT BETWEEN DATE 2026-01-01 & DATE 2026-02-01'],
    ["a > TIMESTAMP '2026-04-07 08:00:00.250'", 'a > TIMESTAMP 2026-04-07 08:00:00.250'],
    ["a LIKE '%Navy%'", 'a CONTAINS string Navy'],
    ["a LIKE 'Navy%'", 'a STARTS WITH string Navy'],
    ["a NOT LIKE '%Navy'", 'a NOT ENDS WITH string Navy'],
    ["a LIKE '%5\\%%' ESCAPE '\\'", 'a CONTAINS string 5%'],
    ["a LIKE 'N_vy'", 'a LIKE string N_vy'],
    ['a IS NOT NULL', 'a IS NOT NULL'],
    ['a is not true', 'a IS NOT TRUE'],
    ['a = FALSE', 'a = boolean FALSE'],
  ])('%s', (text, expected) => expect(read(text)).toBe(`all(${expected})`));

  test.each([
    'active',
    "UPPER(region) = 'EMEA'",
    'a + 1 = 2',
    '5 < a',
    'a != 1',
    'a < > 1',
    'a = 1 IS TRUE',
    'a = /* one */ 1',
    'a = CURRENT_DATE',
    'CURRENT_TIMESTAMP > a',
    'PI > 3',
    "a > TIMESTAMP '2026-04-07 08:00'",
    "a = 'x' 'y'",
    "a LIKE 'x!%' ESCAPE '!'",
    'a IN (b, c)',
    'a IN ()',
    'a[1] = 2',
    'a IS NOT DISTINCT FROM b',
    "a > INTERVAL '1' DAY",
    'a BETWEEN SYMMETRIC 1 AND 2',
  ])('%s is a free expression', (text) => expect(read(text)).toBe(`all(own ${text})`));
});

describe('a text that cannot be split is one free expression, with the reason', () => {
  test.each([
    ["a = 'open AND b = 1", 'expression/unclosed-text'],
    ['1 = 1) OR (2 = 2', 'expression/closing'],
    ['a = 1; b = 2 AND c = 3', 'expression/semicolon'],
    ['a IN (SELECT b FROM c) AND d = 1', 'expression/query'],
    ['a = 1 AND', 'expression/unfinished'],
    ['a = 1 OR OR b = 2', 'expression/unfinished'],
    ['(AND a = 1)', 'expression/unfinished'],
    ['a BETWEEN 1', 'expression/unfinished'],
    ['(a BETWEEN 1) AND b = 2', 'expression/unfinished'],
    ['CASE WHEN a THEN b', 'expression/unfinished'],
    ['-- nothing', 'expression/empty'],
  ])('%s', (text, code) => {
    const { root, misfit } = parseCondition(text);
    expect(misfit?.code).toBe(code);
    expect(inShort(root)).toBe(`all(own ${text})`);
    expect(printCondition(root).text).toBe(text);
  });
});

test('bounds the depth of the tree, and keeps the text', () => {
  for (const text of [`${'('.repeat(100)}a${')'.repeat(100)}`, `${'NOT '.repeat(200)}a`, `${'a OR '.repeat(200)}b`]) {
    expect(checkExpression(text)).toBeUndefined();
    expect(printCondition(parseCondition(text).root).text).toBe(text);
  }
});

test('gives the range of each leaf', () => {
  const text = " a = 1 -- first\n AND (b = 'x' OR /* odd */ f(c))";
  const { leaves } = printCondition(parseCondition(text).root);
  expect(leaves.map(({ path, start, end }) => [path, text.slice(start, end)])).toEqual([
    [[0], 'a = 1'],
    [[1, 0], "b = 'x'"],
    [[1, 1], 'f(c)'],
  ]);
});
