import { parseType } from '@headrace/flow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSchema } from './find.ts';

const message = (value: unknown, extra: { key?: string; headers?: Record<string, string> } = {}) => ({
  key: extra.key ?? null,
  value: typeof value === 'string' ? value : JSON.stringify(value),
  headers: extra.headers ?? {},
});

const typesOf = (...values: unknown[]) =>
  Object.fromEntries(
    findSchema(values.map((value) => message(value))).columns.map((c) => [c.name, [c.type, c.timeFormat]]),
  );

describe('types', () => {
  test('of plain values', () => {
    expect(typesOf({ a: 'x', b: 1, c: 1.5, d: true })).toEqual({
      a: ['STRING', undefined],
      b: ['BIGINT', undefined],
      c: ['DOUBLE', undefined],
      d: ['BOOLEAN', undefined],
    });
  });

  test('a number written with a point is a decimal though it is whole', () => {
    expect(typesOf('{"price": 41.0}')).toEqual({ price: ['DOUBLE', undefined] });
  });

  test('a whole number beyond 64 bits is read as DOUBLE', () => {
    expect(typesOf('{"n": 9223372036854775807, "m": 9223372036854775808}')).toEqual({
      n: ['BIGINT', undefined],
      m: ['DOUBLE', undefined],
    });
  });

  test('of nested objects and arrays, with quoted names', () => {
    expect(
      typesOf({ customer: { 'first name': 'Mara', emails: ['a@example.com'] }, lines: [{ q: 1 }, { q: 2.5 }] }),
    ).toEqual({
      customer: ['ROW<`first name` STRING, `emails` ARRAY<STRING>>', undefined],
      lines: ['ARRAY<ROW<`q` DOUBLE>>', undefined],
    });
  });

  test('of an empty object and an empty array is text', () => {
    expect(typesOf({ a: {}, b: [] })).toEqual({ a: ['STRING', undefined], b: ['ARRAY<STRING>', undefined] });
  });
});

describe('times', () => {
  test.each([
    ['ordertime', '2026-04-07 08:15:30.250', 'TIMESTAMP(3)', 'sql'],
    ['ordertime', '2026-04-07T08:15:30.250Z', 'TIMESTAMP_LTZ(3)', 'iso-8601'],
    ['ordertime', '2026-04-07T08:15:30', 'TIMESTAMP(3)', 'iso-8601'],
    ['sensortime', 'Tue Apr 07 08:15:30 GMT 2026', 'TIMESTAMP_LTZ(3)', 'EEE MMM dd HH:mm:ss zzz yyyy'],
    ['outofstocktime', 1775549730250, 'TIMESTAMP_LTZ(3)', 'epoch-millis'],
    ['created_at', 1775549730, 'TIMESTAMP_LTZ(3)', 'epoch-seconds'],
    ['timestamp', 1775549730250123, 'TIMESTAMP_LTZ(3)', 'epoch-micros'],
  ])('%s: %s', (name, value, type, timeFormat) => {
    expect(typesOf({ [name]: value })).toEqual({ [name]: [type, timeFormat] });
  });

  test('a long number under another name is a number', () => {
    expect(typesOf({ account: 1775549730250 })).toEqual({ account: ['BIGINT', undefined] });
  });

  test('a column that is a time in some messages only is text', () => {
    expect(typesOf({ when: '2026-04-07 08:15:30' }, { when: 'soon' })).toEqual({ when: ['STRING', undefined] });
  });

  test('inside a row stay as they are written', () => {
    expect(typesOf({ order: { time: '2026-04-07 08:15:30' } })).toEqual({ order: ['ROW<`time` STRING>', undefined] });
  });

  test('the event time is one that every message has', () => {
    const found = findSchema([
      message({ registered: '2026-04-07 08:15:30', ordertime: '2026-04-07 08:15:31' }),
      message({ ordertime: '2026-04-07 08:15:32' }),
    ]);
    expect(found.eventTime).toBe('ordertime');
  });
});

describe('several messages', () => {
  test('an absent or null property is nullable, others are not', () => {
    const { columns } = findSchema([message({ a: 1, b: null }), message({ a: 2, b: 'x', c: true })]);
    expect(columns.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ['a', 'BIGINT', false],
      ['b', 'STRING', true],
      ['c', 'BOOLEAN', true],
    ]);
  });

  test('what is no JSON object is counted and shown, tombstones are not', () => {
    const found = findSchema([
      message('{"a": '),
      message('[1]'),
      message({ a: 1 }),
      { key: 'k', value: null, headers: {} },
    ]);
    expect(found).toMatchObject({
      messages: 4,
      unreadable: 2,
      unreadableExample: '{"a": ',
      key: { present: true, example: 'k' },
    });
  });

  test('headers are gathered with an example each', () => {
    const found = findSchema([
      message({}, { headers: { priority: 'high' } }),
      message({}, { headers: { storeid: '1234' } }),
    ]);
    expect(found.headers).toEqual([
      { name: 'priority', example: 'high' },
      { name: 'storeid', example: '1234' },
    ]);
  });
});

test('every type found is one that the compiler reads back, and the order of messages does not change it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 })), { minLength: 1 }),
      (values) => {
        const texts = values.map((value) => message(value));
        const found = findSchema(texts);
        for (const column of found.columns) expect(parseType(column.type)).toHaveProperty('type');
        const byName = (schema: typeof found) =>
          Object.fromEntries(schema.columns.map((c) => [c.name, [c.timeFormat, c.nullable]]));
        expect(byName(findSchema(texts.toReversed()))).toEqual(byName(found));
      },
    ),
    { numRuns: 500 },
  );
});

test('text that is not JSON never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
      const found = findSchema(values.map((value) => message(value)));
      expect(found.messages).toBe(values.length);
    }),
  );
});

describe('messages that are lists', () => {
  test('each object of a list is an event', () => {
    const found = findSchema([message([{ a: 1 }, { a: 2.5, b: 'x' }]), message({ a: 3 }), message([])]);
    expect(found).toMatchObject({ messages: 3, unreadable: 0, lists: 2 });
    expect(found.columns.map((c) => [c.name, c.type, c.nullable])).toEqual([
      ['a', 'DOUBLE', false],
      ['b', 'STRING', true],
    ]);
  });
  test('a list with something else in it is not read at all', () => {
    const found = findSchema([message([{ a: 1 }, 5]), message([[{ a: 1 }]]), message([null])]);
    expect(found).toMatchObject({ messages: 3, unreadable: 3, lists: 0, columns: [] });
  });
});

test('a property without a name is left out at every depth, and it is said', () => {
  const found = findSchema([message({ '': 1, a: { '': 2, b: 3 }, c: [{ '': 4 }] })]);
  expect(found.nameless).toBe(true);
  expect(found.columns.map((c) => [c.name, c.type])).toEqual([
    ['a', 'ROW<`b` BIGINT>'],
    ['c', 'ARRAY<STRING>'],
  ]);
  expect(findSchema([message({ a: '' })]).nameless).toBe(false);
});
