import type { FlowComment, FlowDocument } from '@headrace/flow';
import type { Node } from '@xyflow/react';

/** A comment on the canvas. Its text it reads itself by its id. */
export type CommentNode = Node<{ readonly comment: string }, 'comment'>;

/** The canvas has one list of names for nodes and comments. */
export function canvasId(document: FlowDocument, comment: string): string {
  let id = `comment ${comment}`;
  while (Object.hasOwn(document.spec.nodes, id)) id = ` ${id}`;
  return id;
}

/** The library lifts what is selected by 1000; comments stay behind nodes and lines all the same, but for the writing. */
const behind = -2000;
const before = 2000;

const none: CommentNode[] = [];

/** The comments to draw; those that did not change stay the same objects. */
export function commentsOf(
  document: FlowDocument,
  { selection, writing }: { readonly selection: readonly string[]; readonly writing: string | undefined },
  old: readonly Node[],
): readonly CommentNode[] {
  const { comments } = document.spec;
  if (!comments) return none;
  const known = new Map(old.filter(isComment).map((node) => [node.id, node]));
  return Object.entries(comments).map(([comment, shown]) => {
    const id = canvasId(document, comment);
    const zIndex = comment === writing ? before : behind;
    const next = { ...elementOf(id, comment, shown), zIndex, selected: selection.includes(comment) };
    const last = known.get(id);
    return last && same(last, next) ? last : { ...last, ...next };
  });
}

export const isComment = (node: Node): node is CommentNode => node.type === 'comment';

/** Characters that a screen reader says when it comes to a comment. */
const mostSpoken = 500;

function elementOf(id: string, comment: string, { text, x, y, width, height }: FlowComment): CommentNode {
  const ariaLabel = text.trim() === '' ? 'Empty comment' : `Comment: ${text.slice(0, mostSpoken)}`;
  const measured = { width, height };
  const place = { position: { x, y }, width, height, measured };
  return { id, type: 'comment', data: { comment }, ...place, ariaLabel, connectable: false };
}

function same(a: CommentNode, b: CommentNode): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.zIndex === b.zIndex &&
    a.selected === b.selected &&
    a.ariaLabel === b.ariaLabel &&
    a.data.comment === b.data.comment
  );
}
