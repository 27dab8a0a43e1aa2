import { expressionFunctions, freeWords, reservedWords } from '@headrace/flow';
import fc from 'fast-check';

/** A sample or more of each token of Flink's lexer that is no keyword, by its name in FlinkSqlParserImplConstants. */
export const samples: Readonly<Record<string, readonly string[]>> = {
  UNSIGNED_INTEGER_LITERAL: ['1', '007'],
  APPROX_NUMERIC_LITERAL: ['1e5', '1.e-2', '.5E+1'],
  DECIMAL_NUMERIC_LITERAL: ['1.5', '.5', '2.'],
  BINARY_STRING_LITERAL: ["X'0A'", "x'zz'", "X'"],
  QUOTED_STRING: ["'a'", "''", "'it''s'", "'a\nb'", "'/*'", "'--'", "'\\'"],
  PREFIXED_STRING_LITERAL: ["N'a'", "_utf8'a'", "_latin-1'a'", "n'"],
  UNICODE_STRING_LITERAL: ["U&'\\0041'", "u&'a''b'", 'U&'],
  C_STYLE_ESCAPED_STRING_LITERAL: ["E'\\''", "e'a'", "E'", "E'\\'' ) UNION ALL SELECT 1 FROM t --'"],
  UNICODE_QUOTED_IDENTIFIER: ['U&"a"'],
  BACK_QUOTED_IDENTIFIER: ['`a`', '``', '`a``b`', '`a\nb`', '`abs`', '`OBJECT_OF`'],
  IDENTIFIER: ['a', 'b', 's', 'é', '名', '$x', 'x$', '_'],
  COLLATION_ID: ['latin1$en', 'a-b$c', '1$x', 'a.b$c$d1'],
  LBRACE_D: ["{ d '2026-01-01' }"],
  LBRACE_T: ["{t '10:00:00'}"],
  LBRACE_TS: ["{ts '2026-01-01 10:00:00'}"],
  LBRACE_FN: ['{fn UCASE(a)}', '{ fn'],
  SINGLE_LINE_COMMENT: ['-- a', '// a', '--', '// a\n', "--'\n", '--\u2028x\n'],
  FORMAL_COMMENT: ['/** a */', '/***/', '/****/', "/***/ ' */", '/**\n*/'],
  MULTI_LINE_COMMENT: ['/* a */', '/**/', '/*/ a */', '/*', "/*'*/"],
};

const signs = '( ) { } [ ] ; . , = > < ? : <= >= <> != + - * / % || => .. \' " | ^ $ /*+ */ & ~ @ # \\ !'.split(' ');
const characters = [
  '\t',
  '\f',
  '\r',
  '\r\n',
  '\u00a0',
  '\u200b',
  '\u2028',
  '\u3000',
  '\0',
  '\u001a',
  '\ud800',
  '💧',
  '\u202e',
];
const attacks = [
  ') UNION ALL SELECT a FROM t WHERE (TRUE',
  "FROM t /*+ OPTIONS('a'='b') */",
  "); ADD JAR 'x.jar'; SELECT (1",
  'EXISTS (SELECT 1)',
  'IN (SELECT a FROM t)',
  "CAST(NULL AS RAW('java.lang.Object', 'AAAA'))",
  "CAST(a AS ROW<f RAW('x', 'y')>)",
  "CAST(a AS STRUCTURED<'x', a INT>)",
  'CAST(a AS some.type)',
  "OBJECT_OF('java.lang.Object')",
  "`OBJECT_OF`('x')",
  'sys.fn(a)',
  'CURSOR(SELECT 1)',
  'NEW t(a)',
  'MULTISET(SELECT 1)',
  'ARRAY(SELECT 1)',
  'MAP(SELECT 1, 2)',
  '(TABLE t)',
  '(VALUES (1))',
  '(WITH x AS (SELECT 1) SELECT * FROM x)',
  'NEXT VALUE FOR s',
  "JSON_VALUE(s, '$' RETURNING RAW('a', 'b'))",
  'a END-EXEC b',
];

/** Everything that Flink's lexer knows, and some that it does not. */
export const pieces: readonly string[] = [
  ...reservedWords,
  ...freeWords,
  ...Object.values(samples).flat(),
  ...signs,
  ...characters,
  ...attacks,
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pieces) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(samples).flat(), ...signs, ...attacks) },
  { weight: 1, arbitrary: fc.constantFrom(...expressionFunctions.map((name) => `${name}(`)) },
);
const joiner = fc.constantFrom(' ', ' ', '', '\n', '/**/', '--\n', '\t', '/***/ */');

/** Pieces in any order. */
const heap = fc.array(fc.tuple(piece, joiner), { minLength: 1, maxLength: 12 }).map((parts) => parts.flat().join(''));

const { value, condition } = fc.letrec<{ value: string; condition: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      's',
      '`b c`',
      '1',
      '2.5',
      "'x'",
      "'it''s'",
      'NULL',
      "X'0A'",
      "DATE '2026-01-01'",
      'CURRENT_DATE',
      "INTERVAL '1' DAY",
    ),
    fc.tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', '%', '||'), tie('value')).map((p) => p.join(' ')),
    tie('value').map((v) => `(${v})`),
    tie('value').map((v) => `- ${v}`),
    fc
      .tuple(
        tie('value'),
        fc.constantFrom(
          'INT',
          'DECIMAL(10, 2)',
          'ROW<`raw` INT>',
          'TIMESTAMP(3) WITH LOCAL TIME ZONE',
          'INTERVAL DAY TO SECOND(3)',
          'MAP<STRING, INT ARRAY>',
        ),
      )
      .map(([v, t]) => `CAST(${v} AS ${t})`),
    fc
      .tuple(
        fc.constantFrom('ABS', 'COALESCE', 'CONCAT', '`upper`', 'IF', 'GREATEST'),
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
      )
      .map(([f, args]) => `${f}(${args.join(', ')})`),
    fc.tuple(tie('condition'), tie('value'), tie('value')).map(([c, x, y]) => `CASE WHEN ${c} THEN ${x} ELSE ${y} END`),
    tie('value').map((v) => `TRIM(BOTH ' ' FROM ${v})`),
    tie('value').map((v) => `EXTRACT(DAY FROM ${v})`),
    tie('value').map((v) => `JSON_VALUE(${v}, '$.a' RETURNING INT NULL ON EMPTY DEFAULT 1 ON ERROR)`),
    tie('value').map((v) => `JSON_OBJECT(KEY 'k' VALUE ${v} ABSENT ON NULL)`),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map((v) => `ARRAY[${v.join(', ')}][1]`),
    tie('value').map((v) => `SUM(${v}) OVER (PARTITION BY a ORDER BY s ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(tie('value'), fc.constantFrom('=', '<>', '<', '<=', '>', '>='), tie('value')).map((p) => p.join(' ')),
    fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map((p) => p.join(' ')),
    tie('condition').map((c) => `NOT (${c})`),
    tie('value').map((v) => `${v} IS NOT NULL`),
    tie('value').map((v) => `${v} LIKE 'a!%' ESCAPE '!'`),
    fc
      .tuple(tie('value'), fc.array(tie('value'), { minLength: 1, maxLength: 3 }))
      .map(([v, all]) => `${v} IN (${all.join(', ')})`),
    fc.tuple(tie('value'), tie('value')).map(([v, w]) => `${v} NOT BETWEEN ${w} AND 9`),
    fc.tuple(tie('value'), tie('value')).map(([v, w]) => `${v} IS DISTINCT FROM ${w}`),
  ),
}));

/** Expressions as authors write them. */
export const ordinary = fc.oneof(value, condition);

/** An ordinary expression with something put into it or taken out of it. */
const disturbed = fc.tuple(ordinary, piece, fc.nat(), fc.nat({ max: 3 })).map(([text, put, at, take]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + put + text.slice(place + take);
});

/** Expressions that try to leave their place, and some that do not. */
export const hostile = fc.oneof(
  { weight: 2, arbitrary: heap },
  { weight: 3, arbitrary: disturbed },
  { weight: 1, arbitrary: ordinary },
);
