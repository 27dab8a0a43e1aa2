import { CommentSchema, type FlowDocument, NodeSchema } from '@headrace/flow';
import * as z from 'zod';
import type { DocumentModel } from '../document-model.ts';
import { freeName } from '../names.ts';
import { mapFeed, readReference, setFeed, writeReference } from '../references.ts';
import { commentIn, putComment } from './comments.ts';
import { type Items, noItems } from './items.ts';
import { type Position, placeIn } from './nodes.ts';

/**
 * What is on the clipboard: plain JSON, so that it can go from one flow, window or person to another. It is untrusted input:
 * what a document could not hold is not pasted.
 */
const CopiedSchema = z.object({
  headrace: z.literal('nodes'),
  nodes: z.record(z.string(), NodeSchema),
  layout: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).catch({}),
  comments: CommentSchema.array().catch([]),
});
type Copied = z.infer<typeof CopiedSchema>;

export function copyItems(document: FlowDocument, { nodes, comments }: Items): string {
  const found = comments.flatMap((id) => commentIn(document, id) ?? []);
  const copied: Copied = { headrace: 'nodes', nodes: {}, layout: {}, comments: found };
  for (const name of nodes) {
    const node = document.spec.nodes[name];
    if (!node) continue;
    copied.nodes[name] = node;
    copied.layout[name] = placeIn(document, name) ?? { x: 0, y: 0 };
  }
  return JSON.stringify(copied, null, 2);
}

/** How far a copy stands from what it was copied from. */
const aside = ({ x, y }: Position) => ({ x: x + 40, y: y + 120 });

/**
 * Puts copied nodes and comments beside where they came from. Connections among them stay among the copies; a connection
 * from outside stays when that node is there. Returns the new ones, none when the text is something else.
 */
export function pasteItems(model: DocumentModel, text: string): Items {
  const copied = read(text);
  if (!copied) return noItems;
  const names = new Map<string, string>();
  let comments: string[] = [];
  model.gesture('Paste', (draft) => {
    const nodes = draft.spec.nodes;
    comments = copied.comments.map((comment) => putComment(draft, { ...comment, ...aside(comment) }));
    for (const [old, node] of Object.entries(copied.nodes)) {
      const name = freeName((n) => Object.hasOwn(nodes, n), old);
      names.set(old, name);
      nodes[name] = structuredClone(node);
      draft.spec.layout ??= {};
      draft.spec.layout[name] = aside(copied.layout[old] ?? { x: 0, y: 0 });
    }
    for (const name of names.values()) {
      const node = nodes[name];
      if (!node) continue;
      const feed = mapFeed(node.from, (reference) => {
        const at = readReference({ ...nodes, ...copied.nodes }, reference);
        const inside = names.get(at.node);
        if (inside !== undefined) return writeReference({ ...at, node: inside });
        return Object.hasOwn(nodes, at.node) ? reference : undefined;
      });
      setFeed(node, feed);
    }
  });
  return { nodes: [...names.values()], comments };
}

function read(text: string): Copied | undefined {
  try {
    return CopiedSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
