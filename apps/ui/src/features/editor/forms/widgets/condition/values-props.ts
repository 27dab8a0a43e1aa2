import type { ConditionTest, DataType } from '@headrace/flow';

/** What an editor of a condition's values is given. */
export interface ValuesProps {
  readonly id: string;
  readonly test: ConditionTest;
  /** Of the column; without it only the planner knows. */
  readonly type: DataType | undefined;
  /** A choice, which is a step of its own for Undo. */
  choose(test: ConditionTest): void;
  /** Letters of a text. */
  write(test: ConditionTest): void;
}
