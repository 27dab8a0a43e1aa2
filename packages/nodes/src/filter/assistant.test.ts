import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConditionPart, parseCondition, withPredicate } from '@headrace/flow';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

/** What real Flink is asked about the assistant's SQL stands in a case; so that must be what the assistant writes. */
test('the expression of the case is exactly what the assistant prints', () => {
  const file = readFileSync(join(import.meta.dirname, 'cases/assistant.yaml'), 'utf8');
  const { node } = parse(file) as { node: { config: { expression: string } } };
  const leaves = (part: ConditionPart): string[] => {
    if (part.kind === 'group') return part.items.flatMap(leaves);
    if (!part.predicate) throw new Error(`${part.text} is an expression of one's own`);
    expect(withPredicate(part, part.predicate).text).toBe(part.text);
    return [part.predicate.operator];
  };
  expect(new Set(leaves(parseCondition(node.config.expression).root)).size).toBeGreaterThan(12);
});
