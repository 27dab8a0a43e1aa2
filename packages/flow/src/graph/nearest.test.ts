import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

/** Levenshtein distance as its definition has it. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [[x], [y]] = [a, b];
  const rest = distance(a.slice(1), b.slice(1));
  return x === y ? rest : 1 + Math.min(rest, distance(a.slice(1), b), distance(a, b.slice(1)));
}

test('gives the candidate with the fewest letters changed, at most a third of them', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (wanted, candidates) => {
      const limit = Math.max(1, Math.floor(wanted.length / 3));
      const least = Math.min(...candidates.map((name) => distance(wanted, name)));
      const found = nearest(wanted, candidates);
      if (least > limit) expect(found).toBeUndefined();
      else expect(distance(wanted, found as string)).toBe(least);
    }),
    { numRuns: 500 },
  );
});
