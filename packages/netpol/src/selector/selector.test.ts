import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelSelector, Labels } from '../model/policy.ts';
import {
  addBits,
  type Bits,
  countBits,
  dropBits,
  eachBit,
  hasBit,
  keepBits,
  noBits,
  rangeBits,
  setBit,
} from './bits.ts';
import { LabelIndex } from './label-index.ts';
import { describeSelector, matches, selectorKey } from './match.ts';

const key = fc.constantFrom('app', 'tier', '__proto__', 'constructor', 'x/y');
const value = fc.constantFrom('', 'a', 'b', 'web');
const labels: fc.Arbitrary<Labels> = fc
  .array(fc.tuple(key, value), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs));
const selector: fc.Arbitrary<LabelSelector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.record({
        key,
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: fc.array(value, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

test('the index selects what matches, for any labels and selectors', () => {
  fc.assert(
    fc.property(fc.array(labels, { maxLength: 70 }), fc.array(selector, { maxLength: 4 }), (all, selectors) => {
      const index = new LabelIndex(all);
      for (const s of [...selectors, ...selectors]) {
        const found = all.flatMap((own, i) => (matches(s, own) ? [i] : []));
        expect(listed(index.select(s))).toEqual(found);
      }
    }),
    { numRuns: 3000 },
  );
});

test('selectors with the same key select the same', () => {
  fc.assert(
    fc.property(selector, selector, labels, (a, b, own) => {
      if (selectorKey(a) === selectorKey(b)) expect(matches(a, own)).toBe(matches(b, own));
    }),
  );
});

test('a key that is not there is not in, and does not exist', () => {
  const not = (operator: 'NotIn' | 'DoesNotExist') => ({ matchExpressions: [{ key: 'app', operator, values: ['a'] }] });
  expect([matches(not('NotIn'), {}), matches(not('DoesNotExist'), {}), matches({}, {})]).toEqual([true, true, true]);
});

test('describes it in words', () => {
  const expressions = [
    { key: 'tier', operator: 'In' as const, values: ['a', 'b'] },
    { key: 'old', operator: 'DoesNotExist' as const },
  ];
  expect(describeSelector({ matchLabels: { app: 'web' }, matchExpressions: expressions })).toBe(
    'app=web, tier in (a, b), !old',
  );
  expect(describeSelector({})).toBe('everything');
});

test('finds members of a set by number', () => {
  const member = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(fc.uniqueArray(member), fc.uniqueArray(member), member, member, (a, b, from, to) => {
      const [both, either, only] = [bitsOf(a), bitsOf(a), bitsOf(a)];
      keepBits(both, bitsOf(b));
      addBits(either, bitsOf(b));
      dropBits(only, bitsOf(b));
      const sorted = (list: number[]) => [...list].sort((x, y) => x - y);
      expect(listed(both)).toEqual(sorted(a.filter((i) => b.includes(i))));
      expect(listed(either)).toEqual(sorted([...new Set([...a, ...b])]));
      expect(listed(only)).toEqual(sorted(a.filter((i) => !b.includes(i))));
      expect(countBits(either)).toBe(listed(either).length);
      expect(listed(rangeBits(100, from, to))).toEqual(
        Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i),
      );
      expect(hasBit(bitsOf(a), from)).toBe(a.includes(from));
    }),
  );
});

function bitsOf(list: readonly number[]): Bits {
  const bits = noBits(100);
  for (const i of list) setBit(bits, i);
  return bits;
}

function listed(bits: Bits): number[] {
  const found: number[] = [];
  eachBit(bits, (i) => found.push(i));
  return found;
}
