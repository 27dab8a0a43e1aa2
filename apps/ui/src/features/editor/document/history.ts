import type { Edit, FlowNode } from '@headrace/flow';
import type { Patch } from 'immer';

/** One gesture: what it did and what undoes it. */
export interface Step {
  /** What the person did, for the tooltip of Undo: `Move emea`. */
  readonly label: string;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  /** How the text takes it over, where that says more than the patches do: a key that got another name. */
  readonly edits?: { readonly forth: readonly Edit[]; readonly back: readonly Edit[] } | undefined;
  /** What the gesture did before its patches, and what is undone after them. */
  readonly upgrade?: Upgrade | undefined;
  /** Gestures with equal keys that follow each other are one: the letters typed into a field. */
  readonly merge?: string | undefined;
}

/** A node whose settings are brought to the version of its type, since a person changes them. */
export interface Upgrade {
  readonly name: string;
  readonly before: FlowNode;
  readonly after: FlowNode;
  /** The same for the text. */
  readonly forth: readonly Edit[];
  readonly back: readonly Edit[];
}

export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const emptyHistory: History = { done: [], undone: [] };
const longest = 500;

/** Remembers a gesture; what was undone before it is forgotten. */
export function record(history: History, step: Step): History {
  const last = history.done.at(-1);
  if (last && step.merge !== undefined && last.merge === step.merge && !step.upgrade) {
    const merged = {
      ...last,
      patches: [...last.patches, ...step.patches],
      inverse: [...step.inverse, ...last.inverse],
    };
    return { done: [...history.done.slice(0, -1), merged], undone: [] };
  }
  return { done: [...history.done, step].slice(-longest), undone: [] };
}

/** Ends the gesture: what follows is a step of its own. */
export function seal(history: History): History {
  const last = history.done.at(-1);
  if (last?.merge === undefined) return history;
  return { ...history, done: [...history.done.slice(0, -1), { ...last, merge: undefined }] };
}

/** The step to undo and the history without it. */
export function stepBack(history: History): { step: Step; history: History } | undefined {
  const step = history.done.at(-1);
  if (!step) return undefined;
  return {
    step,
    history: { done: history.done.slice(0, -1), undone: [...history.undone, { ...step, merge: undefined }] },
  };
}

/** The step to do again and the history with it. */
export function stepForward(history: History): { step: Step; history: History } | undefined {
  const step = history.undone.at(-1);
  if (!step) return undefined;
  return { step, history: { done: [...history.done, step], undone: history.undone.slice(0, -1) } };
}
