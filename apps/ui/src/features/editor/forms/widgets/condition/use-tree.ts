import { addTo, type ConditionGroup, newTest, printCondition, readCondition, testLeaf } from '@headrace/flow';
import { useReducer, useRef } from 'react';

interface Held {
  readonly text: string;
  readonly root: ConditionGroup;
}

/** An empty condition begins with one to fill in. */
function opened(text: string): Held {
  const { root } = readCondition(text);
  return { text, root: root.items.length === 0 ? addTo(root, [], testLeaf(newTest)) : root };
}

/**
 * The tree of a text, with what is begun in it and not complete. The text decides: when something else changes it (undo,
 * a fix, somebody's other field), it is read anew.
 */
export function useTree(text: string, change: (text: string) => void) {
  const held = useRef<Held>(undefined);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  if (held.current?.text !== text) held.current = opened(text);
  const set = (root: ConditionGroup) => {
    const printed = printCondition(root).text;
    held.current = { text: printed.trim() === '' ? '' : printed, root };
    redraw();
    if (held.current.text !== text) change(held.current.text);
  };
  return [held.current.root, set] as const;
}
