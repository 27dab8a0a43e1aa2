import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMember, nobody, unionOf } from './workload-set.ts';

const set = fc.uniqueArray(fc.nat(40), { maxLength: 12 }).map((all) => new Int32Array(all).sort());

test('a union holds each member of any set once, in order', () => {
  fc.assert(
    fc.property(fc.array(set, { maxLength: 4 }), (sets) => {
      const all = new Set(sets.flatMap((one) => [...one]));
      const union = unionOf(sets);
      expect([...union]).toEqual([...all].sort((a, b) => a - b));
      for (let i = -1; i < 42; i++) expect(isMember(union, i)).toBe(all.has(i));
    }),
  );
});

test('the union of one set, however often it is named, is that set', () => {
  const one = new Int32Array([1, 5]);
  expect(unionOf([nobody, one])).toBe(one);
  expect(unionOf([one, one, nobody, one])).toBe(one);
  expect(unionOf([])).toBe(nobody);
});
