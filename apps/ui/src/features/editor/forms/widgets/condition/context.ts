import type { AnyDiagnostic, ColumnChoice, ConditionGroup, PartPath } from '@headrace/flow';
import { createContext, useContext } from 'react';
import type { ExpressionEditorProps } from '../../../../../ui/code/expression-editor.tsx';
import type { ConditionCursor, CursorWish } from './use-cursor.ts';

/** What the parts of an assistant share. */
export interface AssistantContext {
  /** Begins the ids of its controls. */
  readonly id: string;
  readonly root: ConditionGroup;
  readonly choices: readonly ColumnChoice[];
  /** Why the text cannot be taken apart; until that is repaired, nothing can be added to it. */
  readonly broken: boolean;
  /** What completion offers in expressions of one's own. */
  readonly known: Pick<ExpressionEditorProps, 'columns' | 'samples'>;
  /** Recent values of a column that can be written as they are, the newest first. */
  recent(column: readonly string[]): readonly string[];
  faultsAt(path: PartPath): readonly AnyDiagnostic[];
  readonly cursor: ConditionCursor;
  /** One gesture: adds, removes, chooses. */
  edit(root: ConditionGroup, cursor?: CursorWish): void;
  /** A part of a gesture that goes on until the field is left. */
  type(root: ConditionGroup): void;
  left(): void;
}

const Context = createContext<AssistantContext | undefined>(undefined);
export const AssistantProvider = Context.Provider;

export function useAssistant(): AssistantContext {
  const assistant = useContext(Context);
  if (!assistant) throw new Error('A part of a condition stands outside an assistant.');
  return assistant;
}
