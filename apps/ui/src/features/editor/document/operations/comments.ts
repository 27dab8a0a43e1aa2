import type { FlowComment, FlowDocument } from '@headrace/flow';
import type { Draft } from 'immer';
import type { DocumentModel } from '../document-model.ts';
import { type Position, round } from './nodes.ts';

/** Of a new comment, in canvas pixels. */
export const commentSize = { width: 240, height: 96 } as const;

/** A comment that can still be read and taken hold of. */
export const smallest = { width: 96, height: 48 } as const;

export interface Box extends Position {
  readonly width: number;
  readonly height: number;
}

/** Puts an empty comment on the canvas. Returns its id. */
export function addComment(model: DocumentModel, position: Position): string {
  let id = '';
  model.gesture('Add comment', (draft) => {
    id = putComment(draft, { text: '', ...round(position), ...commentSize });
  });
  return id;
}

/** What is typed into a comment; it is one gesture until `endGesture`. */
export function setCommentText(model: DocumentModel, id: string, text: string): void {
  model.gesture('Edit comment', (draft) => change(draft, id, { text }), `comment/${id}/text`);
}

export function setCommentBox(model: DocumentModel, id: string, { x, y, width, height }: Box): void {
  const size = { width: Math.round(width), height: Math.round(height) };
  model.gesture('Resize comment', (draft) => change(draft, id, { ...round({ x, y }), ...size }));
}

/** Makes comments wider and higher by so many pixels, or smaller. Steps that have the same `key` are one gesture. */
export function growComments(model: DocumentModel, ids: readonly string[], by: Position, key: string): void {
  const grow = (draft: Draft<FlowDocument>) => {
    for (const id of ids) {
      const { width = 0, height = 0 } = commentIn(draft, id) ?? {};
      change(draft, id, {
        width: Math.max(smallest.width, width + by.x),
        height: Math.max(smallest.height, height + by.y),
      });
    }
  };
  model.gesture('Resize comment', grow, key);
}

function change(draft: Draft<FlowDocument>, id: string, to: Partial<FlowComment>): void {
  const comment = commentIn(draft, id);
  if (comment) Object.assign(comment, to);
}

/** Ids are keys of people's files, so nothing inherited may answer. */
export function commentIn(document: FlowDocument, id: string): FlowComment | undefined {
  const { comments } = document.spec;
  return comments && Object.hasOwn(comments, id) ? comments[id] : undefined;
}

/** Adds a comment under the first free id, which it returns. */
export function putComment(draft: Draft<FlowDocument>, comment: FlowComment): string {
  draft.spec.comments ??= {};
  let n = Object.keys(draft.spec.comments).length + 1;
  while (commentIn(draft, `comment-${n}`)) n++;
  draft.spec.comments[`comment-${n}`] = comment;
  return `comment-${n}`;
}

/** Takes comments away; the last one takes the list with it. */
export function takeComments(draft: Draft<FlowDocument>, ids: readonly string[]): void {
  const { comments } = draft.spec;
  if (!comments || ids.length === 0) return;
  for (const id of ids) delete comments[id];
  if (Object.keys(comments).length === 0) delete draft.spec.comments;
}

/** Puts comments somewhere else. */
export function placeComments(draft: Draft<FlowDocument>, positions: ReadonlyMap<string, Position>): void {
  for (const [id, position] of positions) change(draft, id, round(position));
}
