import type { DocumentModel } from '../document-model.ts';
import { placeComments, takeComments } from './comments.ts';
import { type Position, placeNodes, takeNodes } from './nodes.ts';

/** What is on the canvas: nodes by name, comments by id. */
export interface Items {
  readonly nodes: readonly string[];
  readonly comments: readonly string[];
}

export const noItems: Items = { nodes: [], comments: [] };

/** How many, in words, or the name of the only one. */
export function itemsInWords({ nodes, comments }: Items): string {
  const words = [
    nodes.length === 1 ? nodes[0] : nodes.length > 0 && `${nodes.length} nodes`,
    comments.length === 1 ? 'comment' : comments.length > 0 && `${comments.length} comments`,
  ];
  return words.filter((word) => word).join(' and ');
}

/** Takes nodes and comments away in one gesture, and the connections that came from the nodes. */
export function removeItems(model: DocumentModel, items: Items): void {
  model.gesture(`Delete ${itemsInWords(items)}`, (draft) => {
    takeNodes(draft, items.nodes);
    takeComments(draft, items.comments);
  });
}

export interface Places {
  readonly nodes: ReadonlyMap<string, Position>;
  readonly comments: ReadonlyMap<string, Position>;
}

/** Puts nodes and comments where they were dragged, in one gesture, or in one with those before it that `merge` names. */
export function moveItems(model: DocumentModel, { nodes, comments }: Places, label = 'Move', merge?: string): void {
  model.gesture(
    label,
    (draft) => {
      placeNodes(draft, nodes);
      placeComments(draft, comments);
    },
    merge,
  );
}
