import type { DataType } from '../types/data-type.ts';
import { literalKind } from './literal.ts';
import { comparisons, isComparison, type Operator } from './tree.ts';

const ordered: readonly Operator[] = [...comparisons, 'BETWEEN', 'NOT BETWEEN', 'IN', 'NOT IN'];
const patterns: readonly Operator[] = [
  'CONTAINS',
  'NOT CONTAINS',
  'STARTS WITH',
  'NOT STARTS WITH',
  'ENDS WITH',
  'NOT ENDS WITH',
  'LIKE',
  'NOT LIKE',
];
const there: readonly Operator[] = ['IS NULL', 'IS NOT NULL'];
const truth: readonly Operator[] = ['IS TRUE', 'IS FALSE', 'IS NOT TRUE', 'IS NOT FALSE'];

/** The operators that make sense for a column; all of them while nobody knows its type. */
export function operatorsFor(type: DataType | undefined): readonly Operator[] {
  if (!type) return [...ordered, ...patterns, ...there, ...truth];
  switch (literalKind(type)) {
    case undefined:
      return there;
    case 'boolean':
      return [...truth, ...there];
    case 'text':
      return [...ordered, ...patterns, ...there];
    default:
      return [...ordered, ...there];
  }
}

/** How many values an operator takes. */
export function valuesOf(operator: Operator): 0 | 1 | 2 | 'many' {
  if (operator.startsWith('IS ')) return 0;
  if (operator.endsWith('BETWEEN')) return 2;
  return operator.endsWith('IN') ? 'many' : 1;
}

/** Whether the other side may be a column too, as in `a < b`. */
export const takesColumn = (operator: Operator, type: DataType | undefined): boolean =>
  isComparison(operator) && (!type || literalKind(type) !== undefined);
