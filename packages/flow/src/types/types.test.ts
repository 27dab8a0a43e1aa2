import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../duration.ts';
import { sqlName } from '../sql/quote.ts';
import { type DataType, simpleTypes, sizedTypes } from './data-type.ts';
import { parseType } from './parse-type.ts';
import { printType } from './print-type.ts';

const dataType: fc.Arbitrary<DataType> = fc.letrec<{ t: DataType }>((tie) => ({
  t: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('simple' as const), name: fc.constantFrom(...simpleTypes) }),
    fc.record({
      kind: fc.constant('sized' as const),
      name: fc.constantFrom(...sizedTypes),
      size: fc.integer({ min: 0, max: 9 }),
    }),
    fc.record({
      kind: fc.constant('decimal' as const),
      precision: fc.integer({ min: 1, max: 38 }),
      scale: fc.integer({ min: 0, max: 10 }),
    }),
    fc.record({ kind: fc.constantFrom('array' as const, 'multiset' as const), element: tie('t') }),
    fc.record({ kind: fc.constant('map' as const), key: tie('t'), value: tie('t') }),
    fc.record({
      kind: fc.constant('row' as const),
      fields: fc.array(fc.record({ name: fc.string({ unit: 'binary' }), type: tie('t') }), { maxLength: 3 }),
    }),
  ),
})).t;

/** A type with the names of its fields as SQL can hold them. */
function asHeldBySql(type: DataType): DataType {
  switch (type.kind) {
    case 'row':
      return { ...type, fields: type.fields.map((f) => ({ name: sqlName(f.name), type: asHeldBySql(f.type) })) };
    case 'map':
      return { ...type, key: asHeldBySql(type.key), value: asHeldBySql(type.value) };
    case 'array':
    case 'multiset':
      return { ...type, element: asHeldBySql(type.element) };
    default:
      return type;
  }
}

describe('types', () => {
  test('parses a printed type back to the same type, with names in the form that SQL can hold', () => {
    fc.assert(
      fc.property(dataType, (t) => {
        expect(parseType(printType(t))).toEqual({ type: asHeldBySql(t) });
      }),
      { numRuns: 20_000 },
    );
  });

  test('gives a type or a message for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => 'type' in parseType(text) || 'error' in parseType(text)),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['in front', `${'ARRAY<'.repeat(51)}INT${'>'.repeat(51)}`],
    ['behind', `INT${' ARRAY'.repeat(51)}`],
    ['behind, with NOT NULL', `INT${' ARRAY NOT NULL'.repeat(51)}`],
    ['on both sides', `${'MAP<INT, '.repeat(26)}INT${' MULTISET'.repeat(25)}${'>'.repeat(26)}`],
    ['behind what is nested', `${'ARRAY<'.repeat(26)}INT${'>'.repeat(26)}${' ARRAY'.repeat(25)}`],
    ['in rows', `${'ROW<a '.repeat(51)}INT${'>'.repeat(51)}`],
    ['without end', `${'ARRAY<'.repeat(100_000)}INT`],
    ['behind, without end', `INT${' ARRAY'.repeat(100_000)}`],
  ])('rejects more than 50 levels %s', (_, text) => {
    expect(parseType(text)).toEqual({ error: expect.stringContaining('nested deeper than 50 levels') });
  });

  test('accepts 50 levels', () => {
    expect(parseType(`${'MAP<INT, '.repeat(25)}INT${' ARRAY'.repeat(25)}${'>'.repeat(25)}`)).toHaveProperty('type');
  });

  test.each([
    ['TIMESTAMP(3) *ROWTIME*', 'TIMESTAMP(3)'],
    ['BIGINT NOT NULL', 'BIGINT'],
    ['TIMESTAMP(3) WITH LOCAL TIME ZONE', 'TIMESTAMP_LTZ(3)'],
    ['varchar(10)', 'VARCHAR(10)'],
    ['INT ARRAY', 'ARRAY<INT>'],
    ["ROW<a STRING 'about a', `b c` MULTISET<INT>>", 'ROW<`a` STRING, `b c` MULTISET<INT>>'],
    ['DOUBLE PRECISION', 'DOUBLE'],
    ['NUMERIC(5)', 'DECIMAL(5, 0)'],
  ])('%s is %s', (text, printed) => {
    const read = parseType(text);
    expect('type' in read ? printType(read.type) : read.error).toBe(printed);
  });

  test.each(['', 'NUMBER', 'ROW', 'ARRAY<', 'STRING)', 'ROW<1 INT>', 'DECIMAL(x)', '`STRING', "STRING'; DROP TABLE x"])(
    'rejects %j',
    (text) => {
      expect(parseType(text)).toHaveProperty('error');
    },
  );
});

describe('durations', () => {
  test.each([
    ['5 s', 5_000],
    ['1 h 30 min', 5_400_000],
    ['250ms', 250],
    ['2 days', 172_800_000],
    ['0.5 s', 500],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));
  test.each(['', '5', 's', '5 weeks', '-1 s', '1e3 s', '0.5 ms', '99999999 d', '5 s;'])('rejects %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );
  test('parses a formatted duration back to the same duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});
