import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression } from './check-expression.ts';

/** Code and the text that is marked. */
function found(text: string): [code: string, marked: string] | undefined {
  const misfit = checkExpression(text);
  return misfit && [misfit.code.replace('expression/', ''), text.slice(misfit.start, misfit.end)];
}

describe('rejects an expression that would end its parentheses, at the token that does', () => {
  test.each([
    ["region = E'\\'' ) UNION ALL SELECT 1 FROM t WHERE (TRUE --'", 'prefixed-text', "E'"],
    ["e'a'", 'prefixed-text', "e'"],
    ["N'a'", 'prefixed-text', "N'"],
    ["x = _latin-1'a'", 'prefixed-text', "_latin-1'"],
    ["1 = 1 /***/ AND ' */ ) UNION ALL SELECT 1 FROM t WHERE (TRUE --' = ''", 'closing', ')'],
    ['1 /**', 'unclosed-comment', '/**'],
    ['a */ b', 'comment-end', '*/'],
    ['a /*+ x */', 'hint', '/*+'],
    ['a = ?', 'unknown-sign', '?'],
    ['{fn UCASE(a)}', 'unknown-sign', '{'],
    ['a::INT', 'unknown-sign', ':'],
    ['a != 1', 'not-equal', '!='],
    ['a-b$c', 'dollar', 'a-b$'],
    ['``', 'unclosed-name', '``'],
    ['`a\nb`', 'unclosed-name', '`a'],
    ['a\u00a0= 1', 'control-character', '\u00a0'],
    ["'\ud800' = a", 'control-character', '\ud800'],
    ['a\u202e = 1', 'control-character', '\u202e'],
    ["'\ud83d\ude00' = 😀", 'unknown-sign', '😀'],
    ['CASE a WHEN 1 THEN 2 END-EXEC', 'word', 'END-EXEC'],
  ])('%j: %s', (text, code, marked) => expect(found(text)).toEqual([code, marked]));
});

describe('accepts only functions and types on the list', () => {
  test.each([
    ["OBJECT_OF('java.lang.Object')", 'function', 'OBJECT_OF'],
    ["`object_of`('java.lang.Object')", 'function', '`object_of`'],
    ["object_of /* why */ ('a')", 'function', 'object_of'],
    ['sys.abs(a)', 'function', 'abs'],
    ['SUBSTRNG(a, 1)', 'function', 'SUBSTRNG'],
    ['PRINT(a)', 'function', 'PRINT'],
    ["CAST(NULL AS RAW('java.lang.Object', 'AAAA')) IS NULL", 'type', 'RAW'],
    ["CAST(a AS ROW<f INT, g ARRAY<RAW('x', 'y')>>)", 'type', 'RAW'],
    ["TRY_CAST(a AS STRUCTURED<'x', a INT>)", 'type', 'STRUCTURED'],
    ['CAST(a AS some.type)', 'type', 'some'],
    ['CAST(a AS `INT`)', 'type', '`INT`'],
    ["JSON_VALUE(a, '$' RETURNING RAW('x', 'y'))", 'type', 'RAW'],
    ['(a AS b)', 'word', 'AS'],
    ['CURSOR(a)', 'word', 'CURSOR'],
    ['NEW a(1)', 'word', 'NEW'],
    ['NEXT VALUE FOR s', 'word', 'NEXT'],
    ['CURRENT_USER', 'word', 'CURRENT_USER'],
    ['EXISTS(a)', 'query', 'EXISTS'],
    ['(WITH x)', 'query', 'WITH'],
    ['VALUE a', 'query', 'VALUE'],
    ['a IN (VALUE /* why */ (1))', 'query', 'VALUE'],
    ['ARRAY(a)', 'function', 'ARRAY'],
    ['MULTISET(a)', 'function', 'MULTISET'],
    ['- SOME(1)', 'function', 'SOME'],
  ])('%j: %s', (text, code, marked) => expect(found(text)).toEqual([code, marked]));

  test('proposes the nearest name for an unknown function', () => {
    expect(checkExpression('SUBSTRNG(a, 1)')?.message).toContain('Did you mean SUBSTRING?');
  });

  test.each([
    "CAST(a AS DECIMAL(10, 2)) + CAST(b AS ROW<`raw` INT, c MAP<STRING, INT ARRAY>>).c['x'][1]",
    'CAST(a AS INTERVAL DAY TO SECOND(3))',
    'TRY_CAST(a AS TIMESTAMP(3) WITH LOCAL TIME ZONE)',
    "JSON_QUERY(a, '$.b' RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER)",
    "JSON_VALUE(a, '$.b' RETURNING INT DEFAULT 1 ON EMPTY NULL ON ERROR)",
    "JSON_OBJECT(KEY 'a' VALUE b ABSENT ON NULL)",
    'returning = 1 AND `raw` = 2 AND structured_at > 3',
    'LAG(a, 1) OVER (PARTITION BY b ORDER BY c)',
    "FLOOR(t TO DAY) = DATE '2026-01-01' AND TIMESTAMPADD(DAY, 1, t) > LOCALTIMESTAMP",
    "U&'\\0041' = X'0A'",
    "a <> 1 AND b || 'x' = c -- all",
    '`from` = 1',
    'a = ANY (1, 2) OR a <> ALL (3)',
    'NOT (a) AND (b) OR (c)',
  ])('accepts %s', (text) => expect(found(text)).toBeUndefined());
});

test.each([
  ['parentheses', `${'('.repeat(101)}a${')'.repeat(101)}`],
  ['CASE', `${'CASE WHEN b THEN 1 ELSE '.repeat(101)}a${' END'.repeat(101)}`],
  ['a sum', `a${' + 1'.repeat(201)}`],
  ['NOT', `${'NOT '.repeat(201)}a`],
  ['OR', `a${' OR a'.repeat(201)}`],
  ['brackets behind each other', `a${'[1]'.repeat(201)}`],
])('%s nested too deep', (_, text) => expect(found(text)?.[0]).toBe('depth'));

test('does not count parts side by side as nested', () => {
  expect(found(`COALESCE(${Array.from({ length: 500 }, () => 'a + (1)').join(', ')})`)).toBeUndefined();
  expect(found(Array.from({ length: 150 }, () => 'a + 1 > 2').join(' AND '))).toBeUndefined();
});

test('accepts any text, or rejects it at a range inside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const misfit = checkExpression(text);
      if (!misfit) return;
      expect(misfit.start).toBeGreaterThanOrEqual(0);
      expect(misfit.end).toBeLessThanOrEqual(text.length);
      expect(misfit.start).toBeLessThanOrEqual(misfit.end);
    }),
    { numRuns: 5_000 },
  );
});
