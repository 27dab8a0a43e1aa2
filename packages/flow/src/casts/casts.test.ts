import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../catalogue/testing.ts';
import type { Relation } from '../graph/relation.ts';
import { createCompiler } from '../plan/compiler.ts';
import { parseType } from '../types/parse-type.ts';
import { checkCasts } from './check.ts';

const columns: Readonly<Record<string, string>> = {
  code: 'STRING',
  'first name': 'VARCHAR(20)',
  price: 'DOUBLE',
  quantity: 'INT',
  total: 'BIGINT',
  rate: 'DECIMAL(10, 2)',
  paid: 'BOOLEAN',
  at: 'TIMESTAMP(3)',
  customer: 'ROW<code STRING, age INT>',
  tags: 'ARRAY<STRING>',
};
const relation: Relation = {
  columns: [
    ...Object.entries(columns).map(([name, text]) => {
      const parsed = parseType(text);
      if ('error' in parsed) throw new Error(parsed.error);
      return { name, type: parsed.type };
    }),
    { name: 'unknown' },
  ],
  changelog: { mode: 'append' },
};
/** Severity, the characters meant, and the expression after the fix. */
const said = (text: string) =>
  checkCasts(text, relation).map((f) => [f.severity, text.slice(f.start, f.end), f.fix?.value]);

describe('a text beside a number', () => {
  test.each([
    ['code > 5', 'TRY_CAST(code AS BIGINT) > 5'],
    ['5 < code', '5 < TRY_CAST(code AS BIGINT)'],
    ['code >= 5.5', 'TRY_CAST(code AS DECIMAL(2, 1)) >= 5.5'],
    ['code > price', 'TRY_CAST(code AS DOUBLE) > price'],
    ['paid AND code > 5', 'paid AND TRY_CAST(code AS BIGINT) > 5'],
    ['code BETWEEN 1 AND 5', 'TRY_CAST(code AS BIGINT) BETWEEN 1 AND 5'],
    ['quantity NOT BETWEEN code AND 5', 'quantity NOT BETWEEN TRY_CAST(code AS BIGINT) AND 5'],
    ['quantity IN (code)', 'quantity IN (TRY_CAST(code AS BIGINT))'],
    ['code > quantity + 1', 'TRY_CAST(code AS BIGINT) > quantity + 1'],
    ['code > -5 /* minus */', 'TRY_CAST(code AS BIGINT) > -5 /* minus */'],
    ["UPPER(code) || 'x' > 5", "TRY_CAST(UPPER(code) || 'x' AS BIGINT) > 5"],
    ['CASE WHEN code > 5 THEN 1 END', 'CASE WHEN TRY_CAST(code AS BIGINT) > 5 THEN 1 END'],
  ])('%s may fail', (text, fixed) => {
    expect(said(text).map(([severity, , fix]) => [severity, fix])).toEqual([['warning', fixed]]);
    expect(said(fixed)).toEqual([]);
  });

  test.each([
    ['code = 5', 'TRY_CAST(code AS BIGINT) = 5'],
    ['`first name` <> quantity', 'TRY_CAST(`first name` AS BIGINT) <> quantity'],
    ['code IS NOT DISTINCT FROM 5', 'TRY_CAST(code AS BIGINT) IS NOT DISTINCT FROM 5'],
    ['CASE code WHEN 5 THEN 1 END', 'CASE TRY_CAST(code AS BIGINT) WHEN 5 THEN 1 END'],
    ['NULLIF(code, 0)', 'NULLIF(TRY_CAST(code AS BIGINT), 0)'],
    ['code * 2', 'TRY_CAST(code AS BIGINT) * 2'],
    ['2 + customer.code', '2 + TRY_CAST(customer.code AS BIGINT)'],
    ["quantity = '5'", 'quantity = 5'],
  ])('rejects %s', (text, fixed) => {
    expect(said(text).map(([severity, , fix]) => [severity, fix])).toEqual([['error', fixed]]);
    expect(said(fixed)).toEqual([]);
  });

  test('marks the text with its field, item or parentheses', () => {
    expect(said('customer.code > 5')[0]?.[1]).toBe('customer.code');
    expect(said('tags[1] > 5')[0]?.[1]).toBe('tags[1]');
    expect(said('((code)) > 5')[0]?.[1]).toBe('((code))');
    expect(said("price > 1 AND 'x' = 'x' AND code > 5")).toEqual([
      ['warning', 'code', "price > 1 AND 'x' = 'x' AND TRY_CAST(code AS BIGINT) > 5"],
    ]);
  });
});

test('reports a string literal that is no value of the other side, with the literal that was meant if it is clear', () => {
  expect(said("quantity > 'x'")).toEqual([['warning', "'x'", undefined]]);
  expect(said("`at` > '2026-04-07T08:00:00Z'")).toEqual([
    ['warning', "'2026-04-07T08:00:00Z'", "`at` > TIMESTAMP '2026-04-07 08:00:00'"],
  ]);
  expect(said("`at` > '2026-04-07 08:00:00'")).toEqual([]);
});

test('replaces all texts of a list with one fix', () => {
  const fixed = 'quantity IN (TRY_CAST(code AS BIGINT), TRY_CAST(customer.code AS BIGINT))';
  expect(said('quantity IN (code, customer.code)')).toEqual([
    ['warning', 'code', fixed],
    ['warning', 'customer.code', fixed],
  ]);
  expect(said(fixed)).toEqual([]);
  expect(said("quantity IN ('5', 'x')")).toEqual([['warning', "'x'", undefined]]);
});

test('reports casts of all kinds of texts', () => {
  for (const [text, fixed] of [
    ['CAST(code AS DOUBLE)', 'TRY_CAST(code AS DOUBLE)'],
    ['1 + cast( code as INT )', '1 + TRY_cast( code as INT )'],
    ['CAST(TRIM(code) AS DATE)', 'TRY_CAST(TRIM(code) AS DATE)'],
    ['CAST(tags AS ARRAY<INT>)', 'TRY_CAST(tags AS ARRAY<INT>)'],
    ['CAST(CAST(code AS INT) AS STRING)', 'CAST(TRY_CAST(code AS INT) AS STRING)'],
    ["CAST('x' AS INT)", "TRY_CAST('x' AS INT)"],
  ] as const) {
    expect(said(text).map(([severity, , fix]) => [severity, fix])).toEqual([['warning', fixed]]);
    expect(said(fixed)).toEqual([]);
  }
});

test('reports a divisor that may be 0 as a hint, and 0 itself as a warning', () => {
  expect(said('total / quantity')).toEqual([['info', 'quantity', 'total / NULLIF(quantity, 0)']]);
  expect(said('MOD(total, quantity)')).toEqual([['info', 'quantity', 'MOD(total, NULLIF(quantity, 0))']]);
  expect(said('total / 0')).toEqual([['warning', '0', undefined]]);
  for (const text of [
    'total / 2',
    'price / quantity',
    'total / price',
    'total / NULLIF(quantity, 0)',
    'total / unknown',
  ])
    expect(said(text)).toEqual([]);
});

test.each([
  "code = 'x'",
  'code IN (5, 7)',
  'code = TRUE',
  'code IS NULL',
  'code > unknown',
  'unknown > 5',
  'CHAR_LENGTH(code) > 5',
  "code || 'a' = 'b'",
  'CAST(quantity AS STRING)',
  'CAST(price AS INT)',
  'CAST(unknown AS INT)',
  'TRY_CAST(code AS INT) = 5',
  'code > 5 )',
  '',
])('reports nothing for %s', (text) => expect(said(text)).toEqual([]));

describe('at a node', () => {
  const flow = (expression: string, type: string) => ({
    apiVersion: 'headrace.dev/v1alpha1' as const,
    kind: 'Flow' as const,
    metadata: { name: 'f' },
    spec: {
      nodes: {
        a: { type: 'source', config: { table: 't', columns: ['code'], types: { code: type } } },
        b: { type: 'where', from: 'a', config: { expression } },
      },
    },
  });
  const compile = (expression: string, type: string, planner = {}) =>
    createCompiler(testCatalogue).compile(flow(expression, type), { connections: [], planner });
  const place = { node: 'b', path: ['config', 'expression'], range: { start: 0, end: 4 } };

  test('the diagnostic names node, field and characters, and its fix replaces the field', () => {
    expect(compile('code > 5', 'STRING').diagnostics).toMatchObject([
      {
        code: 'expression/text-compared',
        severity: 'warning',
        place,
        fix: {
          title: 'Use TRY_CAST(code AS BIGINT)',
          node: 'b',
          path: ['config', 'expression'],
          value: 'TRY_CAST(code AS BIGINT) > 5',
        },
      },
    ]);
  });

  test('checks a type of the planner as soon as it is known', () => {
    const planner = { a: [{ name: 'code', type: 'STRING NOT NULL' }] };
    expect(compile('code > 5', '?').diagnostics).toEqual([]);
    expect(compile('code > 5', '?', planner).diagnostics).toMatchObject([{ severity: 'warning', place }]);
    const refused = compile('code = 5', '?', planner);
    expect(refused.diagnostics).toMatchObject([{ severity: 'error', place }]);
    expect(refused.plan.relations.map((r) => r.key)).toEqual(['a']);
  });

  test('makes an error of the node of what Flink rejects', () => {
    const { typed } = compile('code = 5', 'STRING');
    expect(typed.nodes.get('b')?.state).toBe('error');
  });
});

test('what is found of an expression is found of the same one in parentheses, however it is put together', () => {
  const operands = [
    'code',
    'quantity',
    'price',
    'customer.code',
    'customer.age',
    'at',
    'unknown',
    '5',
    "'5'",
    'paid',
    '`code`',
  ];
  const signs = ['=', '<>', '>', '+', '-', '*', '/', '%', '||', 'AND', 'OR', 'IS DISTINCT FROM', 'BETWEEN 1 AND'];
  const codes = (text: string) => checkCasts(text, relation).map(({ code }) => code);
  let found = 0;
  for (const a of operands)
    for (const sign of signs)
      for (const b of operands) {
        // Parentheses keep the check from deciding by the signs of the text alone.
        const all = codes(`(${a} ${sign} ${b})`);
        expect([a, sign, b, codes(`${a} ${sign} ${b}`)]).toEqual([a, sign, b, all]);
        found += all.length;
      }
  expect(found).toBeGreaterThan(300);
});
