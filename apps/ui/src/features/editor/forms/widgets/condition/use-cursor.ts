import type { PartPath } from '@headrace/flow';
import { type RefObject, useLayoutEffect, useRef } from 'react';

const editable = ['input', 'select', 'textarea', '.cm-content'];

/** Where the cursor goes after a change: into a part, or to what adds one to a group. */
export type CursorWish = { readonly into: PartPath } | { readonly adding: PartPath };

/** Puts the cursor where a change leaves something to do, as soon as that is drawn. */
export function useCursor(host: RefObject<HTMLElement | null>): (wish: CursorWish) => void {
  const wanted = useRef<CursorWish>(undefined);
  useLayoutEffect(() => {
    const wish = wanted.current;
    wanted.current = undefined;
    if (wish) host.current?.querySelector<HTMLElement>(selectorOf(wish))?.focus();
  });
  return (wish) => {
    wanted.current = wish;
  };
}

function selectorOf(wish: CursorWish): string {
  if ('adding' in wish) return `[data-adds="${wish.adding.join('.')}"]`;
  return editable.map((kind) => `[data-part="${wish.into.join('.')}"] ${kind}`).join(', ');
}
