import { describe, expect, test } from 'vitest';
import { parseType } from '../types/parse-type.ts';
import { literalOf, operatorsFor, withColumn, withOperator, withValue } from './edit.ts';
import { columnChoices, columnLabel, columnPath, timestampText } from './parse-predicate.ts';
import { printPredicate } from './print-condition.ts';
import type { Operator, Predicate } from './tree.ts';

const type = (text: string) => {
  const parsed = parseType(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.type;
};
const text = (raw: string) => ({ kind: 'string' as const, raw });
const number = (raw: string) => ({ kind: 'number' as const, raw });

test.each([
  ['=', [text("Bob's")], "`a` = 'Bob''s'"],
  ['<>', [number(' -1.50 ')], '`a` <> -1.50'],
  ['=', [{ kind: 'column', path: ['b', 'c d'] }], '`a` = `b`.`c d`'],
  ['BETWEEN', [number('1'), number('2')], '`a` BETWEEN 1 AND 2'],
  ['NOT IN', [text('x'), text('y')], "`a` NOT IN ('x', 'y')"],
  ['CONTAINS', [text('50%')], "`a` LIKE '%50\\%%' ESCAPE '\\'"],
  ['NOT STARTS WITH', [text('a\\b')], "`a` NOT LIKE 'a\\b%'"],
  ['LIKE', [text('N_vy')], "`a` LIKE 'N_vy'"],
  ['=', [{ kind: 'TIMESTAMP', raw: '2026-04-07T08:00Z' }], "`a` = TIMESTAMP '2026-04-07 08:00:00'"],
  ['=', [{ kind: 'boolean', raw: 'TRUE' }], '`a` = TRUE'],
  ['IS NOT NULL', [], '`a` IS NOT NULL'],
] satisfies [Operator, Predicate['values'], string][])('%s %j', (operator, values, sql) =>
  expect(printPredicate({ column: ['a'], operator, values })).toBe(sql),
);

test.each([
  { operator: '=', values: [text('x')] },
  { column: ['a'], operator: '=', values: [] },
  { column: ['a'], operator: '=', values: [number('1; DROP')] },
  { column: ['a'], operator: '<', values: [{ kind: 'column', path: [] }] },
  { column: ['a'], operator: 'BETWEEN', values: [number('1')] },
  { column: ['a'], operator: 'IN', values: [] },
  { column: ['a'], operator: 'IN', values: [number('1'), number('')] },
  { column: ['a'], operator: 'CONTAINS', values: [text('')] },
  { column: ['a'], operator: '=', values: [{ kind: 'TIMESTAMP', raw: 'today' }] },
] satisfies Predicate[])('%j is not complete', (incomplete) => expect(printPredicate(incomplete)).toBeUndefined());

test.each([
  ['TIMESTAMP', '2026-04-07', '2026-04-07 00:00:00'],
  ['TIMESTAMP', ' 2026-04-07T08:00:00.123Z ', '2026-04-07 08:00:00.123'],
  ['TIMESTAMP', "2026-04-07 08:00:00' OR 1", undefined],
  ['TIMESTAMP', '2026-04-07 8', undefined],
  ['TIME', '08:30', '08:30:00'],
  ['DATE', '7.4.2026', undefined],
] as const)('%s %j is %j', (kind, written, expected) => expect(timestampText(kind, written)).toBe(expected));

describe('operators and literals by the type of the column', () => {
  test.each([
    ['STRING', 'CONTAINS', true],
    ['DECIMAL(10, 2)', 'CONTAINS', false],
    ['TIMESTAMP_LTZ(3)', 'BETWEEN', true],
    ['BOOLEAN', '<', false],
    ['ARRAY<INT>', '=', false],
    ['ARRAY<INT>', 'IS NULL', true],
  ] as const)('%s has %s: %s', (of, operator, there) => expect(operatorsFor(type(of)).includes(operator)).toBe(there));

  test.each([
    ['STRING', '01', 'string'],
    ['BIGINT', '01', 'number'],
    ['VARCHAR(10)', 'x', 'string'],
    ['DATE', 'x', 'DATE'],
    ['TIMESTAMP(3)', 'x', 'TIMESTAMP'],
    ['TIME', 'x', 'TIME'],
    ['BOOLEAN', 'TRUE', 'boolean'],
  ])('in %s, %s is a %s', (of, written, kind) => expect(literalOf(type(of), written).kind).toBe(kind));

  test('without a type, a text like a number is one', () => {
    expect(['1.5', '-2e3', '1a', ''].map((w) => literalOf(undefined, w).kind)).toEqual([
      'number',
      'number',
      'string',
      'string',
    ]);
  });
});

describe('another column or operator keeps what fits', () => {
  const contains: Predicate = { column: ['a'], operator: 'CONTAINS', values: [text('5')] };
  test('replaces an operator that does not fit, and converts the values', () => {
    expect(withColumn(contains, ['n'], type('BIGINT'))).toEqual({
      column: ['n'],
      operator: '=',
      values: [number('5')],
    });
    expect(withColumn(contains, ['f'], type('BOOLEAN'))).toEqual({ column: ['f'], operator: 'IS TRUE', values: [] });
    expect(withColumn(contains, undefined, undefined)).toEqual({ operator: 'CONTAINS', values: [text('5')] });
  });
  test('keeps as many values as the operator takes', () => {
    const many = withOperator({ ...contains, values: [text('x'), text('y'), text('z')] }, 'IN');
    expect(many.values).toHaveLength(3);
    expect(withOperator(many, 'BETWEEN').values).toEqual([text('x'), text('y')]);
    expect(withOperator({ ...contains, values: [{ kind: 'column', path: ['b'] }] }, 'IN').values).toEqual([]);
  });
  test('leaves the first value empty when the second is entered first', () => {
    const between = withValue({ column: ['a'], operator: 'BETWEEN', values: [] }, 1, number('2'));
    expect(between.values).toEqual([number(''), number('2')]);
  });
});

describe('columns and the fields inside them', () => {
  const choices = columnChoices([
    { name: 'customer', type: type('ROW<`first name` STRING, address ROW<city STRING>>') },
    { name: 'product type', type: type('STRING') },
    { name: 'a.b' },
  ]);
  test('are offered by name', () => {
    expect(choices.map((c) => c.label)).toEqual([
      'customer',
      'customer.`first name`',
      'customer.address',
      'customer.address.city',
      'product type',
      '`a.b`',
    ]);
  });
  test('are found by what is chosen or typed', () => {
    for (const { label, path } of choices) expect(columnPath(label, choices)).toEqual(path);
    expect(columnPath('order.id', choices)).toEqual(['order', 'id']);
    expect(columnPath('unit price', choices)).toEqual(['unit price']);
    expect(columnPath("it's", choices)).toEqual(["it's"]);
    expect(columnLabel(['`'])).toBe('````');
  });
});
