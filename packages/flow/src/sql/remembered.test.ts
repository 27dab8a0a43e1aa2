import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('computes the answer for a text once while it is among the last ones', () => {
  const asked: string[] = [];
  const of = remembered((text) => {
    asked.push(text);
    return { text };
  }, 2);
  for (const text of ['a', 'a', 'b', 'a', 'c', 'b', 'a']) expect(of(text)).toEqual({ text });
  expect(asked).toEqual(['a', 'b', 'c']);
  // What nobody has asked for since is forgotten.
  for (const text of ['d', 'e', 'f', 'g', 'c']) of(text);
  expect(asked.slice(3)).toEqual(['d', 'e', 'f', 'g', 'c']);
});

test('keeps a bounded number of answers, and those that are asked for again and again', () => {
  const asked = new Map<string, number>();
  const of = remembered((text) => {
    asked.set(text, (asked.get(text) ?? 0) + 1);
    return { text };
  }, 8);
  for (let i = 0; i < 10_000; i++) {
    of(`once ${i}`);
    of('always');
  }
  expect(asked.get('always')).toBe(1);
  for (let i = 0; i < 10_000; i++) of(`once ${i}`);
  expect([...asked.values()].filter((times) => times === 1)).toHaveLength(1);
});

test('does not cache a long text', () => {
  let asked = 0;
  const of = remembered(() => ({ n: asked++ }));
  const long = 'x'.repeat(20_000);
  of(long);
  of(long);
  expect(asked).toBe(2);
});
