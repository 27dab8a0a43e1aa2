import { addComment, commentSize } from '../../../document/operations/comments.ts';
import type { Position } from '../../../document/operations/nodes.ts';
import { endGesture } from '../../../document/store.ts';
import { say, select } from '../../state.ts';
import { useCanvas } from '../canvas-store.ts';
import { centre } from '../view.ts';
import { freeSpot } from './free-spot.ts';
import { useWriting } from './writing.ts';

export function beginWriting(comment: string): void {
  select([], [comment]);
  useWriting.setState({ comment });
}

export function endWriting(): void {
  endGesture();
  useWriting.setState({ comment: undefined });
}

/** A new comment with its middle at a place of the canvas, and the cursor in it. */
export function writeCommentAt({ x, y }: Position): void {
  beginWriting(addComment({ x: x - commentSize.width / 2, y: y - commentSize.height / 2 }));
  say('Comment added');
}

/** A new comment near the middle of what is seen, where it covers nothing and nothing covers it. */
export function writeComment(): void {
  const { x, y } = centre();
  const { width, height } = commentSize;
  const taken = useCanvas.getState().nodes.map(({ position, width: w = 0, height: h = 0 }) => {
    return { ...position, width: w, height: h };
  });
  const spot = freeSpot({ x: x - width / 2, y: y - height / 2, width, height }, taken);
  writeCommentAt({ x: spot.x + width / 2, y: spot.y + height / 2 });
}
