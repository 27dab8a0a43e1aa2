import { AddComment } from '@carbon/react/icons';
import { writeComment } from '../canvas/comments/write.ts';
import { commentKind } from '../canvas/drop.ts';
import { useFlowEditor } from '../use-editor.ts';

const summary = 'A note on the canvas for people who read the flow.';
/** What a search finds it by. */
export const commentWords = `Comment ${summary}`;

/** A comment to drag onto the canvas, or to write in its middle. */
export function PaletteComment() {
  const editor = useFlowEditor();
  return (
    <div>
      <h2 className="palette__group">Canvas</h2>
      <button
        type="button"
        className="palette__item"
        title={summary}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(commentKind, '');
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => writeComment(editor)}
      >
        <AddComment size={20} />
        <span>Comment</span>
      </button>
    </div>
  );
}
