import { describe, expect, test } from 'vitest';
import { checkPatterns } from './check.ts';

const said = (text: string) =>
  checkPatterns(text).map((f) => [f.code.replace('expression/', ''), text.slice(f.start, f.end)]);

describe('patterns in an expression', () => {
  test.each([
    ["TO_TIMESTAMP(s, 'yyyy-MM-ddTHH')", 'time-pattern', 'T'],
    ["to_timestamp(UPPER(s, 'x'), 'bb')", 'time-pattern', 'bb'],
    ["DATE_FORMAT(t, 'yyyy jj')", 'time-pattern', 'jj'],
    ["TO_TIMESTAMP(s, 'yyyy''T')", 'time-pattern', "'yyyy''T'"],
    ["REGEXP_EXTRACT(s, '([A-Z', 1)", 'regexp-pattern', '['],
    ["REGEXP(s, 'a)')", 'regexp-pattern', ')'],
    ["a = 1 AND REGEXP_REPLACE(s, '*', '')", 'regexp-pattern', '*'],
    ["s NOT SIMILAR TO '(a'", 'regexp-pattern', '('],
    ["s LIKE 'a!b' ESCAPE '!'", 'like-escape', "'a!b'"],
    ["s LIKE 'a' ESCAPE ''", 'like-escape', "''"],
  ])('%s', (text, code, range) => expect(said(text)).toEqual([[code, range]]));

  test.each([
    "TO_TIMESTAMP(s, 'EEE MMM dd HH:mm:ss zzz yyyy')",
    "TO_TIMESTAMP(s, 'yyyy' || 'T')",
    'TO_TIMESTAMP(s)',
    'REGEXP(s, pattern)',
    "REGEXP_EXTRACT(description, '([A-Z]+) .*', 1)",
    "REGEXP(s, '^(?<name>a{2,}|[^]]+)\\p{L}*+$')",
    "s LIKE '100!%' ESCAPE '!'",
    "SPLIT_INDEX(s, '(', 0)",
    "REGEXP(s, '(' )) ",
  ])('reports nothing for %s', (text) => expect(said(text)).toEqual([]));
});
