import type { ConditionGroup, PartPath } from '@headrace/flow';
import { useLayoutEffect, useState } from 'react';
import type { Focusable } from '../../focus.ts';

/** Where the cursor goes after a change: into a part, or to what adds one to a group. */
export type CursorWish = { readonly into: PartPath } | { readonly adding: PartPath };

const keyOf = (wish: CursorWish): string => ('adding' in wish ? `add ${wish.adding.join('.')}` : wish.into.join('.'));

/** Puts the cursor where a change leaves something to do, as soon as that is drawn. */
export class ConditionCursor {
  private readonly targets = new Map<string, Focusable>();
  private readonly refs = new Map<string, (target: Focusable | null) => void>();
  private wanted: string | undefined;

  /** The `ref` for what takes the cursor of a part, or adds one to it. */
  ref(wish: CursorWish): (target: Focusable | null) => void {
    const key = keyOf(wish);
    let ref = this.refs.get(key);
    if (!ref) {
      ref = (target) => {
        if (target) this.targets.set(key, target);
        else this.targets.delete(key);
        // An editor that was loaded for it comes after the drawing.
        if (target && key === this.wanted) queueMicrotask(() => this.settle());
      };
      this.refs.set(key, ref);
    }
    return ref;
  }

  put(wish: CursorWish): void {
    this.wanted = keyOf(wish);
  }

  /** What is drawn is there now. */
  settle(): void {
    const target = this.wanted === undefined ? undefined : this.targets.get(this.wanted);
    if (!target) return;
    this.wanted = undefined;
    target.focus();
  }
}

/** The cursor of an assistant, which also looks for its target after each drawing. */
export function useCursor(): ConditionCursor {
  const [cursor] = useState(() => new ConditionCursor());
  useLayoutEffect(() => cursor.settle());
  return cursor;
}

/** The first condition, also of groups inside. */
export function firstLeaf(root: ConditionGroup): PartPath {
  const [first] = root.items;
  return first?.kind === 'group' ? [0, ...firstLeaf(first)] : [0];
}
