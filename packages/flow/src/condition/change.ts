import type { DataType } from '../types/data-type.ts';
import { literalOf } from './literal.ts';
import { operatorsFor, valuesOf } from './operators.ts';
import type { ConditionTest, ConditionValue, Operator } from './tree.ts';

export const newTest: ConditionTest = { operator: '=', values: [] };

/** The test of another column, with what still makes sense of operator and values. */
export function withColumn(
  test: ConditionTest,
  column: readonly string[] | undefined,
  type: DataType | undefined,
): ConditionTest {
  const { column: _, ...rest } = test;
  if (!column) return rest;
  const fitting = operatorsFor(type);
  const operator = fitting.includes(test.operator) ? test.operator : (fitting[0] as Operator);
  const values = test.values.map((value) => (value.kind === 'column' ? value : literalOf(type, value.written)));
  return { ...withOperator({ ...test, values }, operator), column };
}

/** The test with another operator, with as many of the values as that takes. */
export function withOperator(test: ConditionTest, operator: Operator): ConditionTest {
  const count = valuesOf(operator);
  const literals = count === 1 ? test.values : test.values.filter((value) => value.kind !== 'column');
  return { ...test, operator, values: count === 'many' ? literals : literals.slice(0, count) };
}

/** The test with another value at a place. */
export function withValue(test: ConditionTest, at: number, value: ConditionValue): ConditionTest {
  const values = [...test.values];
  values[at] = value;
  // A second value that is written before the first leaves a hole, which an empty text fills.
  return { ...test, values: Array.from(values, (v) => v ?? { kind: value.kind, written: '' }) as ConditionValue[] };
}

export const withoutValue = (test: ConditionTest, at: number): ConditionTest => ({
  ...test,
  values: test.values.filter((_, i) => i !== at),
});
