import type { ConditionTest, Operator } from '@headrace/flow';

/** The operators as people say them. */
export const words: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '<>': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'greater than',
  '>=': 'at least',
  BETWEEN: 'between',
  'NOT BETWEEN': 'not between',
  IN: 'one of',
  'NOT IN': 'none of',
  CONTAINS: 'contains',
  'NOT CONTAINS': 'does not contain',
  'STARTS WITH': 'starts with',
  'NOT STARTS WITH': 'does not start with',
  'ENDS WITH': 'ends with',
  'NOT ENDS WITH': 'does not end with',
  LIKE: 'like (%, _)',
  'NOT LIKE': 'not like (%, _)',
  'IS NULL': 'is missing',
  'IS NOT NULL': 'is there',
  'IS TRUE': 'is true',
  'IS FALSE': 'is false',
  'IS NOT TRUE': 'is false or missing',
  'IS NOT FALSE': 'is true or missing',
};

/** Whether operator and value need a line each. */
export const isLong = ({ operator, values: [value] }: ConditionTest): boolean =>
  words[operator].length > 14 || value?.kind === 'TIMESTAMP' || value?.kind === 'column';

/** Whether it compares with another column. */
export const againstProperty = ({ values }: ConditionTest): boolean => values[0]?.kind === 'column';
