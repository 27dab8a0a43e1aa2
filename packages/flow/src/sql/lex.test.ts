import { describe, expect, test } from 'vitest';
import { checkExpression } from './check-expression.ts';
import { quoteInterval } from './quote.ts';

describe('checkExpression', () => {
  test.each([
    "region = 'EMEA'",
    "name = 'Bob''s; -- /* not a comment'",
    '`select` = 1 -- a comment ) ;',
    "EXTRACT(DAY FROM t) = 1 AND TRIM(BOTH ' ' FROM x) = 'y'",
    "a[1] + m['k'] /* why */ > 2",
    "CASE WHEN a IN (1, 2) THEN 'x' ELSE 'y' END = 'x'",
    'selected = 1 AND with_tax = 2',
  ])('accepts %s', (text) => expect(checkExpression(text)).toBeUndefined());

  test.each([
    ['', 'expression/empty'],
    ['-- nothing', 'expression/empty'],
    ['1 = 1) UNION ALL SELECT (2', 'expression/closing'],
    ['(1 = 1', 'expression/open'],
    ['a[1)', 'expression/closing'],
    ["x = 'open", 'expression/unclosed-text'],
    ['`open = 1', 'expression/unclosed-name'],
    ['1 /* open', 'expression/unclosed-comment'],
    ['1; DROP TABLE x', 'expression/semicolon'],
    ['a, b', 'expression/comma'],
    ['a IN (SELECT b FROM c)', 'expression/query'],
    ['EXISTS (TABLE c)', 'expression/query'],
    ["a /*+ OPTIONS('x'='y') */", 'expression/hint'],
    ['a = "x"', 'expression/double-quote'],
    [`${'('.repeat(300)}1${')'.repeat(300)}`, 'expression/depth'],
  ])('rejects %j', (text, code) => expect(checkExpression(text)?.code).toBe(code));
});

describe('quoteInterval', () => {
  test.each([
    [3_600_000, "INTERVAL '1' HOUR"],
    [90_000, "INTERVAL '90' SECOND"],
    [100 * 86_400_000, "INTERVAL '100' DAY(3)"],
    [1_500, "INTERVAL '1.500' SECOND(2, 3)"],
    [0, "INTERVAL '0.000' SECOND(2, 3)"],
    [-60_000, "INTERVAL -'1' MINUTE"],
  ])('%d ms', (ms, sql) => expect(quoteInterval(ms)).toBe(sql));
});
