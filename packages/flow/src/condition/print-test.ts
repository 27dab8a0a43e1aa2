import { printExpression } from '../sql/print/expression.ts';
import type { Expression, Truth } from '../sql/tree.ts';
import { valueExpression } from './literal.ts';
import { type Pattern, printPattern } from './pattern.ts';
import { type ConditionTest, isComparison } from './tree.ts';

/** The SQL of a test; `undefined` while something of it is missing or unfit. */
export function printTest(test: ConditionTest): string | undefined {
  const expression = testExpression(test);
  return expression && printExpression(expression);
}

function testExpression({ column, operator, values }: ConditionTest): Expression | undefined {
  if (!column) return undefined;
  const operand: Expression = { kind: 'column', path: column };
  const found = values.map(valueExpression);
  const [first, second] = found;
  if (isComparison(operator)) return first && { kind: 'infix', op: operator, left: operand, right: first };
  if (operator.startsWith('IS ')) return { kind: 'is', what: operator.slice(3) as Truth, operand };
  const negated = operator.startsWith('NOT ');
  const kind = negated ? operator.slice(4) : operator;
  if (kind === 'BETWEEN') return first && second && { kind: 'between', operand, negated, low: first, high: second };
  if (kind === 'IN') {
    const there = found.filter((value) => value !== undefined);
    return there.length > 0 && there.length === found.length
      ? { kind: 'in', operand, negated, values: there }
      : undefined;
  }
  // Every text contains nothing, so that is no condition yet.
  if (first?.kind !== 'text' || (first.value === '' && kind !== 'LIKE')) return undefined;
  return { kind: 'like', operand, negated, ...printPattern(kind as Pattern, first.value) };
}
