import type { Items, Places } from '../document/operations/items.ts';
import { isComment } from './comments/elements.ts';
import type { CanvasNode } from './elements.ts';

/** What these elements of the canvas are in the document. */
export function itemsOf(elements: readonly CanvasNode[]): Items {
  return {
    nodes: elements.flatMap((e) => (isComment(e) ? [] : e.id)),
    comments: elements.flatMap((e) => (isComment(e) ? e.data.comment : [])),
  };
}

/** Where they stand. */
export function placesOf(elements: readonly CanvasNode[]): Places {
  return {
    nodes: new Map(elements.flatMap((e) => (isComment(e) ? [] : [[e.id, e.position]]))),
    comments: new Map(elements.flatMap((e) => (isComment(e) ? [[e.data.comment, e.position]] : []))),
  };
}
