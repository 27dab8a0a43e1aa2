import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('computes the answer for a text once while it is among the last ones', () => {
  const asked: string[] = [];
  const of = remembered((text) => {
    asked.push(text);
    return { text };
  }, 2);
  for (const text of ['a', 'a', 'b', 'a', 'c', 'b', 'a']) expect(of(text)).toEqual({ text });
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('does not cache a long text', () => {
  let asked = 0;
  const of = remembered(() => ({ n: asked++ }));
  const long = 'x'.repeat(20_000);
  of(long);
  of(long);
  expect(asked).toBe(2);
});
