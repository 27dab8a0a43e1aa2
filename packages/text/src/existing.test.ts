import { expect, test } from 'vitest';
import { existing } from './existing.ts';

test.each([0, '', false, null, Number.NaN])('returns %j, which is there', (value) =>
  expect(existing(value)).toBe(value),
);

test('throws for what is not there', () => {
  expect(() => existing([1][7])).toThrow('a value that must be there is undefined');
});
