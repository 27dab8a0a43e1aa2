import {
  type ConditionTest,
  type Diagnostic,
  newTest,
  ownLeaf,
  printCondition,
  readCondition,
  testLeaf,
  withTest,
  withTyped,
} from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { faultsByLeaf, openFault } from './faults.ts';
import { afterRemoval, numberOf } from './places.ts';
import { recentOf } from './recent.ts';

const fault = (start?: number, end?: number): Diagnostic => ({
  code: 'planner/unknown-column',
  severity: 'error',
  message: 'There is no such property.',
  place: { ...(start !== undefined && end !== undefined && { range: { start, end } }) },
});

describe('faults stand at the condition that they are about', () => {
  const text = "region = 'EMEA' AND (f(regon) OR price > 'x')";
  const { leaves } = printCondition(readCondition(text).root);
  const shown = (faults: readonly Diagnostic[]) => {
    const { at, rest } = faultsByLeaf(faults, leaves);
    return { at: Object.fromEntries([...at].map(([k, v]) => [k, v.map((f) => f.place.range)])), rest: rest.length };
  };
  test('with their place in it', () => {
    expect(
      shown([fault(text.indexOf('regon'), text.indexOf('regon') + 5), fault(text.indexOf('price'), text.length - 1)]),
    ).toEqual({
      at: { '1.0': [{ start: 2, end: 7 }], '1.1': [{ start: 0, end: 11 }] },
      rest: 0,
    });
  });
  test('or under all of them', () => {
    expect(shown([fault(0, text.length), fault()])).toEqual({ at: {}, rest: 2 });
  });
});

describe('what is open says what to do', () => {
  const open = (of: ConditionTest) => openFault(testLeaf(of))?.message;
  test.each([
    [newTest, 'Choose a property.'],
    [{ column: ['a'], operator: '=', values: [] }, 'Write a value.'],
    [
      { column: ['a'], operator: '=', values: [{ kind: 'number', written: '5 kg' }] },
      'Write a number, like 50 or 99.5.',
    ],
    [{ column: ['a'], operator: '=', values: [{ kind: 'column', path: [] }] }, 'Choose the other property.'],
    [{ column: ['a'], operator: 'BETWEEN', values: [{ kind: 'text', written: 'x' }] }, 'Write both values.'],
    [{ column: ['a'], operator: 'CONTAINS', values: [{ kind: 'text', written: '' }] }, 'Write a value.'],
    [{ column: ['a'], operator: 'IN', values: [] }, 'Write a value.'],
    [{ column: ['a'], operator: '=', values: [{ kind: 'text', written: '' }] }, undefined],
    [{ column: ['a'], operator: 'IS NULL', values: [] }, undefined],
  ] satisfies [ConditionTest, string | undefined][])('%j: %s', (of, message) => expect(open(of)).toBe(message));

  test('a value that is not of its kind, by its code', () => {
    const value = { kind: 'number', written: '5 kg' } as const;
    expect(openFault(testLeaf({ column: ['a'], operator: '=', values: [value] }))?.code).toBe('condition/value');
  });
  test('and what the expression says until then', () => {
    const [leaf] = readCondition("region = 'EMEA'").root.items;
    if (leaf?.kind !== 'leaf' || !leaf.test) throw new Error('region is no condition');
    expect(openFault(withTest(leaf, { ...leaf.test, values: [] }))?.message).toBe(
      "Write a value. Until then, this stays: region = 'EMEA'",
    );
  });
  test('in an expression of one’s own too', () => {
    expect(openFault(ownLeaf)?.code).toBe('config/missing');
    expect(openFault(withTyped(ownLeaf, 'UPPER(a'))?.code).toBe('expression/open');
    expect(openFault(withTyped(ownLeaf, "UPPER(a) = 'X'"))).toBeUndefined();
  });
});

test('recent values of a column, and of a field inside one, as its literals', () => {
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

test('where the cursor goes when a part is removed', () => {
  const { root } = readCondition('a AND (b OR c) AND d');
  expect(afterRemoval(root, [0])).toEqual({ into: [0] });
  expect(afterRemoval(root, [2])).toEqual({ into: [1] });
  expect(afterRemoval(root, [1, 1])).toEqual({ into: [1, 0] });
  expect(afterRemoval(readCondition('a').root, [0])).toEqual({ adding: [] });
  expect(numberOf([1, 0])).toBe('2.1');
});
