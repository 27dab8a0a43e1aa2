import { expect, test } from 'vitest';
import { parseFlow } from './parse.ts';

/** A flow whose filter's expression is written as `written`, after the key. */
const flow = (written: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: a}
spec:
  nodes:
    f:
      type: filter
      config:
        expression: ${written}
`;

/** The character of the file at the place of the expression's `offset`, with what follows. */
function at(written: string, offset: number): string {
  const text = flow(written);
  const { line, column } = parseFlow(text).positionOf(['spec', 'nodes', 'f', 'config', 'expression'], offset);
  return (text.split('\n')[line - 1] as string).slice(column - 1);
}

test.each([
  ['plain', `price > 10`, 6, '> 10'],
  ['in double quotes', `"price > 10"`, 6, '> 10"'],
  ['in single quotes', `'price > 10'`, 6, "> 10'"],
  ['in a block', `|-\n          price > 10\n          AND oops`, 15, 'oops'],
  ['in a block that is indented itself', `|2-\n            price > 10\n           AND oops`, 18, 'oops'],
])('a character inside a text %s', (_, written, offset, found) => {
  expect(at(written, offset)).toBe(found);
});

test.each([
  ['escapes', `"a\\x20> 10"`, 4, `"a\\x20> 10"`],
  ['a doubled quote', `'a = ''x'' AND b'`, 9, `'a = ''x'' AND b'`],
  ['folded lines', `>-\n          price >\n          10`, 9, '>-'],
])('gives the beginning of %s', (_, written, offset, found) => {
  expect(at(written, offset)).toBe(found);
});

test('gives the deepest existing part of a path', () => {
  const { positionOf } = parseFlow(flow('a'));
  expect(positionOf(['spec', 'nodes', 'f', 'config', 'other'], 3)).toEqual({ line: 8, column: 7 });
  expect(positionOf(['spec', 'nodes', 'g'])).toEqual({ line: 5, column: 3 });
});
