import { printType } from '@headrace/flow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, parseEvents } from './json.ts';
import { merge, type Shape, shapeOf } from './shape.ts';
import { numberTime, textTime } from './times.ts';
import { typeOf } from './type.ts';

/** The shape of a value as it is written in a message, under the name `v`. */
function shape(text: string, name = 'v'): Shape {
  const event = parseEvents(`{${JSON.stringify(name)}: ${text}}`)?.events[0] ?? expect.fail(`${text} is no JSON`);
  return shapeOf(event[name] as Json, name);
}
const together = (...texts: string[]) => texts.map((text) => shape(text)).reduce(merge);
const type = (one: Shape) => printType(typeOf(one));

describe('values at one place', () => {
  test.each([
    [['1', '2'], 'BIGINT'],
    [['1', '2.5'], 'DOUBLE'],
    [['1.0', '2'], 'DOUBLE'],
    [['1', 'null'], 'BIGINT'],
    [['null', 'null'], 'STRING'],
    [['true', 'false'], 'BOOLEAN'],
    [['true', '1'], 'STRING'],
    [['1', '"1"'], 'STRING'],
    [['9223372036854775807', '-9223372036854775808'], 'BIGINT'],
    [['9223372036854775808', '1'], 'DOUBLE'],
    [['-9223372036854775809', '1'], 'DOUBLE'],
    [['1e3', '1'], 'DOUBLE'],
    [['[1]', '[]'], 'ARRAY<BIGINT>'],
    [['[1, "a"]', '[]'], 'ARRAY<STRING>'],
    [['[1]', '{"a": 1}'], 'STRING'],
    [['{"a": 1}', '"text"'], 'STRING'],
    [['{}', '{"a": true}'], 'ROW<`a` BOOLEAN>'],
    [['"2026-03-01 10:00:00"', '"2026-03-01 10:00:01.5"'], 'TIMESTAMP(3)'],
    [['"2026-03-01T10:00:00Z"', '"2026-03-01T10:00:00"'], 'STRING'],
    [['"2026-03-01T10:00:00Z"', '"later"'], 'STRING'],
    [['"2026-03-01T10:00:00Z"', '1'], 'STRING'],
  ])('%j are read as %s, in either order', (texts, expected) => {
    expect(type(together(...texts))).toBe(expected);
    expect(type(together(...texts.toReversed()))).toBe(expected);
  });

  test('of objects have the fields of all of them, in the order in which they came', () => {
    expect(type(together('{"a": 1}', '{"b": "x", "a": 2}'))).toBe('ROW<`a` BIGINT, `b` STRING>');
  });

  test('give the same whatever their order and grouping', () => {
    const value = fc.constantFrom('1', '2.5', 'null', '"x"', 'true', '[1]', '[null]', '{"a": 1}', '{"a": null}', '{}');
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), (texts) => {
        const shapes = texts.map((text) => shape(text));
        const left = shapes.reduce(merge);
        const right = shapes.toReversed().reduce((sum, one) => merge(one, sum));
        expect(right).toEqual(left);
      }),
    );
  });
});

test('a property that is absent or null in some object is nullable there alone', () => {
  const found = together('{"a": 1, "b": {"c": 1}}', '{"b": {"c": null}}');
  const fields = found.kind === 'object' ? found.fields : expect.fail();
  const b = fields.get('b');
  const inner = b?.shape.kind === 'object' ? b.shape.fields : expect.fail();
  expect([fields.get('a')?.nullable, b?.nullable, inner.get('c')?.nullable]).toEqual([true, false, true]);
});

test('objects that nest deeper than twenty levels are read as text from there on', () => {
  const nested = (levels: number): string => (levels === 0 ? '1' : `{"a": ${nested(levels - 1)}}`);
  expect(type(shape(nested(20)))).toContain('BIGINT');
  expect(type(shape(nested(21)))).not.toContain('BIGINT');
});

describe('a text that is a time', () => {
  test.each([
    ['2026-03-01 10:00:00', 'sql'],
    ['2026-03-01 10:00:00.123456789', 'sql'],
    ['2026-03-01T10:00:00', 'iso-8601'],
    ['2026-03-01T10:00:00.1+05:30', 'iso-8601'],
    ['2026-03-01T10:00:00Z', 'iso-8601'],
    ['Sun Mar 01 10:00:00 CET 2026', 'EEE MMM dd HH:mm:ss zzz yyyy'],
  ])('%s is written as %s', (text, format) => {
    expect(textTime(text)?.timeFormat).toBe(format);
  });

  test.each([
    '2026-13-01 10:00:00',
    '2026-03-32 10:00:00',
    '2026-03-01 24:00:00',
    '2026-03-01 10:60:00',
    '2026-03-01 10:00',
    '2026-03-01',
    '2026-03-01T10:00:00.1234567890Z',
    '2026-03-01T10:00:00+18:00',
    '2026-03-01T10:00:00z',
    ' 2026-03-01 10:00:00',
    '2026-03-01 10:00:00\n',
    'Sun Mar 01 10:00:00 XYZ 2026',
    'Son Mar 01 10:00:00 CET 2026',
  ])('%j is none', (text) => {
    expect(textTime(text)).toBeUndefined();
  });
});

describe('a number that is a time', () => {
  test.each([
    ['time', '1772359200', 'epoch-seconds'],
    ['event_time', '1772359200000', 'epoch-millis'],
    ['createdAt', '1772359200000000', 'epoch-micros'],
    ['ts', '1772359200', 'epoch-seconds'],
    ['order-at', '1772359200', 'epoch-seconds'],
  ])('%s: %s is written as %s', (name, text, format) => {
    expect(numberTime(name, text)?.timeFormat).toBe(format);
  });

  test.each([
    ['price', '1772359200'],
    ['time', '177235920'],
    ['time', '17723592000'],
    ['time', '-1772359200'],
    ['time', '1772359200.0'],
    ['format', '1772359200'],
    ['cats', '1772359200'],
  ])('%s: %s is none', (name, text) => {
    expect(numberTime(name, text)).toBeUndefined();
  });
});
