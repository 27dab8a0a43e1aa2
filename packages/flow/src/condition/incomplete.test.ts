import { describe, expect, test } from 'vitest';
import { expressionLeaf, newPredicate, predicateLeaf, withPredicate, withTyped } from './edit.ts';
import { parseCondition } from './parse-condition.ts';
import { incompleteLeaf } from './print-condition.ts';
import type { Predicate } from './tree.ts';

describe('an incomplete leaf says what to do', () => {
  const message = (of: Predicate) => incompleteLeaf(predicateLeaf(of))?.message;
  test.each([
    [newPredicate, 'Choose a property.'],
    [{ column: ['a'], operator: '=', values: [] }, 'Write a value.'],
    [{ column: ['a'], operator: '=', values: [{ kind: 'number', raw: '5 kg' }] }, 'Write a number, like 50 or 99.5.'],
    [{ column: ['a'], operator: '=', values: [{ kind: 'column', path: [] }] }, 'Choose the other property.'],
    [{ column: ['a'], operator: 'BETWEEN', values: [{ kind: 'string', raw: 'x' }] }, 'Write both values.'],
    [{ column: ['a'], operator: 'CONTAINS', values: [{ kind: 'string', raw: '' }] }, 'Write a value.'],
    [{ column: ['a'], operator: 'IN', values: [] }, 'Write a value.'],
    [{ column: ['a'], operator: '=', values: [{ kind: 'string', raw: '' }] }, undefined],
    [{ column: ['a'], operator: 'IS NULL', values: [] }, undefined],
  ] satisfies [Predicate, string | undefined][])('%j: %s', (of, expected) => expect(message(of)).toBe(expected));

  test('has a code of its own for a value that is not of its kind', () => {
    const value = { kind: 'number', raw: '5 kg' } as const;
    expect(incompleteLeaf(predicateLeaf({ column: ['a'], operator: '=', values: [value] }))?.code).toBe(
      'condition/value',
    );
  });
  test('names the text that stays until then', () => {
    const [leaf] = parseCondition("region = 'EMEA'").root.items;
    if (leaf?.kind !== 'leaf' || !leaf.predicate) throw new Error('region is no condition');
    expect(incompleteLeaf(withPredicate(leaf, { ...leaf.predicate, values: [] }))?.message).toBe(
      "Write a value. Until then, this stays: region = 'EMEA'",
    );
  });
  test('of a free expression too', () => {
    expect(incompleteLeaf(expressionLeaf)?.code).toBe('config/missing');
    expect(incompleteLeaf(withTyped(expressionLeaf, 'UPPER(a'))?.code).toBe('expression/open');
    expect(incompleteLeaf(withTyped(expressionLeaf, "UPPER(a) = 'X'"))).toBeUndefined();
  });
});
