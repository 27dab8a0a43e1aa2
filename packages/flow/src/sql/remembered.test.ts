import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('a text is asked about once while it is among the last ones', () => {
  const asked: string[] = [];
  const of = remembered((text) => {
    asked.push(text);
    return { text };
  }, 2);
  for (const text of ['a', 'a', 'b', 'a', 'c', 'b', 'a']) expect(of(text)).toEqual({ text });
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('a long text is not remembered', () => {
  let asked = 0;
  const of = remembered(() => ({ n: asked++ }));
  const long = 'x'.repeat(20_000);
  of(long);
  of(long);
  expect(asked).toBe(2);
});
