import { type Diagnostic, parseCondition, printCondition } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { afterRemoval, diagnosticsByLeaf, numberOf, recentOf } from './assistant.ts';

const fault = (start?: number, end?: number): Diagnostic => ({
  code: 'planner/unknown-column',
  severity: 'error',
  message: 'There is no such property.',
  place: { ...(start !== undefined && end !== undefined && { range: { start, end } }) },
});

describe('diagnostics', () => {
  const text = "region = 'EMEA' AND (f(regon) OR price > 'x')";
  const { leaves } = printCondition(parseCondition(text).root);
  const shown = (faults: readonly Diagnostic[]) => {
    const { at, rest } = diagnosticsByLeaf(faults, leaves);
    return { at: Object.fromEntries([...at].map(([k, v]) => [k, v.map((f) => f.place.range)])), rest: rest.length };
  };
  test('inside one leaf are shown at it, with their range in it', () => {
    expect(
      shown([fault(text.indexOf('regon'), text.indexOf('regon') + 5), fault(text.indexOf('price'), text.length - 1)]),
    ).toEqual({
      at: { '1.0': [{ start: 2, end: 7 }], '1.1': [{ start: 0, end: 11 }] },
      rest: 0,
    });
  });
  test('about several leaves, or without a range, are shown under all of them', () => {
    expect(shown([fault(0, text.length), fault()])).toEqual({ at: {}, rest: 2 });
  });
});

test('offers recent values of a column, and of a field inside one, that are literals of its type', () => {
  const choices = [
    { path: ['price'], label: 'price', type: { kind: 'simple', name: 'DOUBLE' } },
    { path: ['customer', 'name'], label: 'customer.name' },
  ] as const;
  const recent = {
    price: ['20.5', 'n/a', '19'],
    customer: ['{"name":"Ann"}', '{"name":null}', 'no JSON', '{"name":"Ann"}'],
  };
  expect(recentOf(['price'], choices, recent)).toEqual(['20.5', '19']);
  expect(recentOf(['customer', 'name'], choices, recent)).toEqual(['Ann']);
  expect(recentOf(['gone'], choices, recent)).toEqual([]);
});

test('moves the cursor to the part that takes the place of a removed one', () => {
  const { root } = parseCondition('a AND (b OR c) AND d');
  expect(afterRemoval(root, [0])).toEqual({ into: [0] });
  expect(afterRemoval(root, [2])).toEqual({ into: [1] });
  expect(afterRemoval(root, [1, 1])).toEqual({ into: [1, 0] });
  expect(afterRemoval(parseCondition('a').root, [0])).toEqual({ adding: [] });
  expect(numberOf([1, 0])).toBe('2.1');
});
