import { growComments } from '../../document/operations/comments.ts';
import type { FlowEditor } from '../../flow-editor.ts';
import type { Direction } from '../neighbour.ts';
import { steps } from '../push.ts';
import { isComment } from './elements.ts';

/** Moves the right or the lower edge of the selected comments by a step. Returns false when none is selected. */
export function resize({ document, canvas }: FlowEditor, direction: Direction): boolean {
  const selected = canvas.state.nodes.filter((element) => element.selected);
  const comments = selected.filter(isComment).map((element) => element.data.comment);
  if (comments.length > 0) growComments(document, comments, steps[direction], `resize ${comments.join(' ')}`);
  return comments.length > 0;
}
