import { InlineLoading } from '@carbon/react';
import { ErrorFilled } from '@carbon/react/icons';
import { useFlowEditor, usePreview } from '../use-editor.ts';

const words = { starting: 'Starting preview', recovering: 'Recovering' } as const;

/** How the preview is, in a word; a failure with its sentence, and the way to its node. */
export function PreviewWord() {
  const { ui } = useFlowEditor();
  const { status, message, node } = usePreview((s) => s);
  if (status === 'starting' || status === 'recovering')
    return <InlineLoading className="header__loading" description={words[status]} title={message} />;
  if (status === 'running')
    return (
      <span className="state-word state-word--running">
        <span className="pulse" aria-hidden="true" /> Live
      </span>
    );
  if (status !== 'failed' && status !== 'ended') return null;
  return (
    <button
      type="button"
      className="header__fault state-word state-word--fault"
      title={message}
      onClick={() => node !== null && ui.focusField(node)}
    >
      {status === 'failed' && <ErrorFilled />}
      <span>{message || 'The preview ended.'}</span>
    </button>
  );
}
