import { addComment, commentSize } from '../../document/operations/comments.ts';
import type { Position } from '../../document/operations/nodes.ts';
import type { FlowEditor } from '../../flow-editor.ts';
import { freeSpot } from './free-spot.ts';

export function beginWriting({ ui, canvas }: FlowEditor, comment: string): void {
  ui.select([], [comment]);
  canvas.write(comment);
}

export function endWriting({ document, canvas }: FlowEditor): void {
  document.endGesture();
  canvas.write(undefined);
}

/** A new comment with its middle at a place of the canvas, and the cursor in it. */
export function writeCommentAt(editor: FlowEditor, { x, y }: Position): void {
  beginWriting(editor, addComment(editor.document, { x: x - commentSize.width / 2, y: y - commentSize.height / 2 }));
  editor.ui.announce('Comment added');
}

/** A new comment near the middle of what is seen, where it covers nothing and nothing covers it. */
export function writeComment(editor: FlowEditor): void {
  const { x, y } = editor.canvas.viewport.centre();
  const { width, height } = commentSize;
  const taken = editor.canvas.state.nodes.map(({ position, width: w = 0, height: h = 0 }) => {
    return { ...position, width: w, height: h };
  });
  const spot = freeSpot({ x: x - width / 2, y: y - height / 2, width, height }, taken);
  writeCommentAt(editor, { x: spot.x + width / 2, y: spot.y + height / 2 });
}
