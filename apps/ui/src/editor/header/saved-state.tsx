import { Button, InlineLoading } from '@carbon/react';
import { Checkmark, WarningAltFilled } from '@carbon/react/icons';
import { useSaving } from '../../document/autosave.ts';
import { session } from '../session.ts';
import { openDialog } from '../state.ts';

/** Whether what is seen is safe. */
export function SavedState() {
  const { state, version, sentence } = useSaving();
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
          <span className="state-word state-word--warning" title={sentence}>
            <WarningAltFilled /> Not saved, kept in this browser
          </span>
          <Button kind="ghost" size="sm" onClick={() => void session().saveNow()}>
            Try now
          </Button>
        </>
      )}
      {state === 'conflict' && (
        <>
          <span className="state-word state-word--warning">
            <WarningAltFilled /> Changed by someone else
          </span>
          <Button kind="ghost" size="sm" onClick={() => openDialog('conflict')}>
            Compare
          </Button>
        </>
      )}
    </span>
  );
}
