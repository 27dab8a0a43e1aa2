import { Button, InlineLoading } from '@carbon/react';
import { Checkmark, WarningAltFilled } from '@carbon/react/icons';
import { useFlowEditor, useSaving } from '../use-editor.ts';

/** Whether what is seen is safe. */
export function SavedState() {
  const editor = useFlowEditor();
  const { state, version, message } = useSaving((s) => s);
  return (
    <span className="header__saved" role="status">
      {state === 'saved' && (
        <span className="state-word" title={`Version ${version}`}>
          <Checkmark /> Saved
        </span>
      )}
      {(state === 'saving' || state === 'unsaved') && <InlineLoading description="Saving" />}
      {state === 'failed' && (
        <>
          <span className="state-word state-word--warning" title={message}>
            <WarningAltFilled /> Not saved, kept in this browser
          </span>
          <Button kind="ghost" size="sm" onClick={() => void editor.saveNow()}>
            Try now
          </Button>
        </>
      )}
      {state === 'conflict' && (
        <>
          <span className="state-word state-word--warning">
            <WarningAltFilled /> Changed by someone else
          </span>
          <Button kind="ghost" size="sm" onClick={() => editor.ui.openDialog('conflict')}>
            Compare
          </Button>
        </>
      )}
    </span>
  );
}
