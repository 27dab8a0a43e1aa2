import { InlineNotification, Modal, RadioButton, RadioButtonGroup } from '@carbon/react';
import { useState } from 'react';
import { sentenceOf } from '../../api/http.ts';
import { putRun } from '../../api/queries.ts';
import { stopRun } from '../../api/runs.ts';
import '../dialogs.scss';
import { closeDialog, say } from '../state.ts';
import { useCurrentRun } from './current-run.ts';

/** Stops a run, with a savepoint unless somebody gives that up knowingly. */
export function StopDialog() {
  const run = useCurrentRun((s) => s.run);
  const [savepoint, setSavepoint] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!run) return null;
  const submit = async () => {
    setBusy(true);
    try {
      const next = await stopRun(run.id, savepoint);
      putRun(next);
      useCurrentRun.setState({ run: next });
      say('Stopping');
      closeDialog();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      size="sm"
      danger={!savepoint}
      modalHeading="Stop the run"
      primaryButtonText={busy ? 'Stopping…' : savepoint ? 'Stop' : 'Stop and lose the state'}
      secondaryButtonText="Cancel"
      primaryButtonDisabled={busy}
      onRequestClose={closeDialog}
      onRequestSubmit={() => void submit()}
    >
      <div className="run-dialog">
        <RadioButtonGroup
          legendText="How it stops"
          name="stop-how"
          orientation="vertical"
          valueSelected={savepoint ? 'with' : 'without'}
          onChange={(how) => setSavepoint(how === 'with')}
        >
          <RadioButton
            id="stop-with"
            value="with"
            labelText="With a savepoint: a later run can continue here, nothing lost or doubled"
          />
          <RadioButton id="stop-without" value="without" labelText="Without a savepoint, at once" />
        </RadioButtonGroup>
        {!savepoint && (
          <InlineNotification
            kind="warning"
            lowContrast
            hideCloseButton
            title="This cannot be undone."
            subtitle="What the run has counted and collected so far is lost (open windows among it), and so is its place in the topics. The next run begins anew, from now, a time, or the earliest event."
          />
        )}
        {problem !== undefined && (
          <InlineNotification
            kind="error"
            lowContrast
            hideCloseButton
            title="The run was not stopped."
            subtitle={problem}
          />
        )}
      </div>
    </Modal>
  );
}
