import { limits } from '@headrace/flow';
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { commentIn, setCommentBox, setCommentText, smallest } from '../../document/operations/comments.ts';
import './comments.scss';
import { useCanvas, useDocument, useFlowEditor } from '../../use-editor.ts';
import type { CommentNode } from './elements.ts';
import { beginWriting, endWriting } from './write.ts';

/** A comment on the canvas: its text as it was written, never as markup. */
export const CommentBox = memo(function CommentBox({ data: { comment }, selected }: NodeProps<CommentNode>) {
  const editor = useFlowEditor();
  const text = useDocument((s) => s.document && commentIn(s.document, comment)?.text) ?? '';
  const writing = useCanvas((s) => s.writing === comment);
  return (
    <>
      <NodeResizer
        isVisible={selected && !writing}
        minWidth={smallest.width}
        minHeight={smallest.height}
        onResizeEnd={(_, box) => setCommentBox(editor.document, comment, box)}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, Enter on the comment does it */}
      <div
        className={`comment${selected ? ' comment--selected' : ''}`}
        onDoubleClick={() => beginWriting(editor, comment)}
      >
        {writing ? (
          <Writing comment={comment} text={text} />
        ) : (
          <p className="comment__text">{text || 'Empty comment'}</p>
        )}
      </div>
    </>
  );
});

function Writing({ comment, text }: { comment: string; text: string }) {
  const editor = useFlowEditor();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(limits.commentCharacters, limits.commentCharacters);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    field.current?.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true });
  };
  return (
    <textarea
      ref={field}
      className="comment__text nodrag nopan nowheel"
      aria-label="Comment"
      maxLength={limits.commentCharacters}
      value={text}
      onChange={(event) => setCommentText(editor.document, comment, event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => endWriting(editor)}
    />
  );
}
