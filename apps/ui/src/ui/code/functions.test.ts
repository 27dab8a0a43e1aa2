import { checkExpression, expressionFunctions, reservedWords } from '@headrace/flow';
import { expect, test } from 'vitest';
import { functions, keywords } from './functions.ts';

test('every function that the editor describes may stand in an expression', () => {
  expect(functions.map(([name]) => name).filter((name) => !expressionFunctions.includes(name))).toEqual([]);
});

test('every word of SQL that the editor offers may stand in an expression', () => {
  for (const word of keywords) {
    expect(reservedWords).toContain(word);
    expect(checkExpression(`a ${word} b`)?.code).not.toBe('expression/word');
  }
});
