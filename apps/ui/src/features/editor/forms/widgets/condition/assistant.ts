import {
  type AnyDiagnostic,
  addTo,
  type ColumnChoice,
  type ConditionGroup,
  choiceAt,
  literalOf,
  newPredicate,
  type PartPath,
  type PrintedCondition,
  parseCondition,
  partAt,
  predicateLeaf,
  printCondition,
  valueExpression,
} from '@headrace/flow';
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ExpressionEditorProps } from '../../../../../ui/code/expression-editor.tsx';
import type { Focusable } from '../../focus.ts';

/** What the parts of an assistant share. */
export interface AssistantContext {
  /** The prefix of the ids of its controls. */
  readonly id: string;
  readonly root: ConditionGroup;
  readonly choices: readonly ColumnChoice[];
  /** The text cannot be split; nothing can be added to it until that is mended. */
  readonly broken: boolean;
  /** What completion offers in free expressions. */
  readonly known: Pick<ExpressionEditorProps, 'columns' | 'samples'>;
  /** Recent values of a column that are literals of its type, the newest first. */
  recent(column: readonly string[]): readonly string[];
  diagnosticsAt(path: PartPath): readonly AnyDiagnostic[];
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
  if (!assistant) throw new Error('A part of a condition is rendered outside an assistant.');
  return assistant;
}

/** The number of a part as it is shown: `2.1` is the first part of the second group. */
export const numberOf = (path: PartPath): string => path.map((i) => i + 1).join('.');

interface Held {
  readonly text: string;
  readonly root: ConditionGroup;
}

/** An empty condition begins with a predicate to fill in. */
function opened(text: string): Held {
  const { root } = parseCondition(text);
  return { text, root: root.items.length === 0 ? addTo(root, [], predicateLeaf(newPredicate)) : root };
}

/**
 * The tree of a text, with the parts that are not complete. The text decides: when something else changes it (undo, a fix,
 * another editor of the same field), it is parsed anew.
 */
export function useTree(text: string, change: (text: string) => void) {
  // A store, so that what is held and the text, which is in one too, change in the same rendering.
  const [store] = useState(() => createStore<Held>(() => opened(text)));
  const held = useStore(store);
  const { root } = useMemo(() => (held.text === text ? held : opened(text)), [held, text]);
  const set = (next: ConditionGroup) => {
    const printed = printCondition(next).text;
    const changed = printed.trim() === '' ? '' : printed;
    store.setState({ text: changed, root: next });
    if (changed !== text) change(changed);
  };
  return [root, set] as const;
}

/** Divides diagnostics into those inside one leaf, by its path and with their range in it, and the rest. */
export function diagnosticsByLeaf(diagnostics: readonly AnyDiagnostic[], leaves: PrintedCondition['leaves']) {
  const at = new Map<string, AnyDiagnostic[]>();
  const rest: AnyDiagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const range = diagnostic.place.range;
    const leaf = range && leaves.find(({ start, end }) => start <= range.start && range.end <= end);
    if (!range || !leaf) {
      rest.push(diagnostic);
      continue;
    }
    const key = leaf.path.join('.');
    const moved = { start: range.start - leaf.start, end: range.end - leaf.start };
    at.set(key, [...(at.get(key) ?? []), { ...diagnostic, place: { ...diagnostic.place, range: moved } }]);
  }
  return { at, rest };
}

/** Recent values of a column, or of a field inside one, that are literals of its type. */
export function recentOf(
  column: readonly string[],
  choices: readonly ColumnChoice[],
  recent: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const [name = '', ...fields] = column;
  const type = choiceAt(column, choices)?.type;
  const values = (recent[name] ?? []).flatMap((value) => fieldIn(value, fields) ?? []);
  return [...new Set(values)].filter((value) => valueExpression(literalOf(type, value)) !== undefined);
}

/** A field of a nested column, whose value is JSON. */
function fieldIn(value: string, fields: readonly string[]): string | undefined {
  if (fields.length === 0) return value;
  try {
    let found: unknown = JSON.parse(value);
    for (const field of fields) found = found instanceof Object ? Reflect.get(found, field) : undefined;
    return found === null || found === undefined || typeof found === 'object' ? undefined : String(found);
  } catch {
    return undefined;
  }
}

/** Where the cursor goes after a change: into a part, or to the button that adds one to a group. */
export type CursorWish = { readonly into: PartPath } | { readonly adding: PartPath };

const keyOf = (wish: CursorWish): string => ('adding' in wish ? `add ${wish.adding.join('.')}` : wish.into.join('.'));

/** Moves the cursor to the next thing to do after a change, as soon as that is rendered. */
export class ConditionCursor {
  private readonly targets = new Map<string, Focusable>();
  private readonly refs = new Map<string, (target: Focusable | null) => void>();
  private wanted: string | undefined;

  /** The `ref` of the control that takes the cursor of a part, or that adds one to it. */
  ref(wish: CursorWish): (target: Focusable | null) => void {
    const key = keyOf(wish);
    let ref = this.refs.get(key);
    if (!ref) {
      ref = (target) => {
        if (target) this.targets.set(key, target);
        else this.targets.delete(key);
        // An editor that is loaded on demand comes after the rendering.
        if (target && key === this.wanted) queueMicrotask(() => this.settle());
      };
      this.refs.set(key, ref);
    }
    return ref;
  }

  put(wish: CursorWish): void {
    this.wanted = keyOf(wish);
  }

  /** Called after each rendering. */
  settle(): void {
    const target = this.wanted === undefined ? undefined : this.targets.get(this.wanted);
    if (!target) return;
    this.wanted = undefined;
    target.focus();
  }
}

export function useCursor(): ConditionCursor {
  const [cursor] = useState(() => new ConditionCursor());
  useLayoutEffect(() => cursor.settle());
  return cursor;
}

/** The first leaf, which may be in a nested group. */
export function firstLeaf(root: ConditionGroup): PartPath {
  const [first] = root.items;
  return first?.kind === 'group' ? [0, ...firstLeaf(first)] : [0];
}

/** Where the cursor goes when a part is removed: to the one that takes its place, else the one before, else adding. */
export function afterRemoval(root: ConditionGroup, path: PartPath): CursorWish {
  const around = path.slice(0, -1);
  const group = partAt(root, around);
  const left = group?.kind === 'group' ? group.items.length - 1 : 0;
  return left === 0 ? { adding: around } : { into: [...around, Math.min(path.at(-1) ?? 0, left - 1)] };
}
