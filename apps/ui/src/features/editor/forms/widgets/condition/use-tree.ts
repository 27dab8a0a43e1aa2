import { addTo, type ConditionGroup, newTest, printCondition, readCondition, testLeaf } from '@headrace/flow';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

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
  // A store, so that what is held and the text, which is in one too, change in the same rendering.
  const [store] = useState(() => createStore<Held>(() => opened(text)));
  const held = useStore(store);
  const { root } = useMemo(() => (held.text === text ? held : opened(text)), [held, text]);
  const set = (next: ConditionGroup) => {
    const printed = printCondition(next).text;
    const written = printed.trim() === '' ? '' : printed;
    store.setState({ text: written, root: next });
    if (written !== text) change(written);
  };
  return [root, set] as const;
}
