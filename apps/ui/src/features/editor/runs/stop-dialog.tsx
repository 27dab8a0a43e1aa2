import { InlineNotification, Modal, RadioButton, RadioButtonGroup } from '@carbon/react';
import type { Run } from '@headrace/api';
import { useState } from 'react';
import { sentenceOf } from '../../../api/http.ts';
import { requestRun } from '../../../api/queries.ts';
import { stopRun } from '../../../api/runs.ts';
import { formatTime } from '../../../lib/format/times.ts';
import '../dialogs.scss';
import { useCurrentRun, useFlowEditor } from '../use-editor.ts';

/** States in which Flink cannot take a savepoint; the backend refuses one then. */
const unready: readonly Run['state'][] = ['deploying', 'restarting'];

/** Stops a run, with a savepoint unless somebody gives that up knowingly or none can be taken. */
export function StopDialog() {
  const { ui } = useFlowEditor();
  const run = useCurrentRun((s) => s.run);
  const [wanted, setSavepoint] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!run) return null;
  const isUnready = unready.includes(run.state);
  const savepoint = wanted && !isUnready;
  const kept = run.checkpoints.lastAt;
  const submit = async () => {
    setBusy(true);
    try {
      await requestRun(() => stopRun(run.id, savepoint));
      ui.announce('Stopping');
      ui.finishDialog('stop');
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
      primaryButtonText={busy ? 'Stopping…' : savepoint ? 'Stop' : 'Stop without a savepoint'}
      secondaryButtonText="Cancel"
      primaryButtonDisabled={busy}
      onRequestClose={ui.closeDialog}
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
            disabled={isUnready}
            labelText="With a savepoint: a later run can continue here, nothing lost or doubled"
          />
          <RadioButton id="stop-without" value="without" labelText="Without a savepoint, at once" />
        </RadioButtonGroup>
        {isUnready && (
          <p className="run-dialog__sentence">
            The run is {run.state === 'restarting' ? 'being started again' : 'only starting'}, so no savepoint can be
            taken now. {run.failure?.message}
          </p>
        )}
        {!savepoint &&
          (kept === null ? (
            <InlineNotification
              kind="warning"
              lowContrast
              hideCloseButton
              title="This cannot be undone."
              subtitle="There is no checkpoint yet: what the run has counted and collected so far is lost, and so is its place in the topics. The next run begins anew, from now, a time, or the earliest event."
            />
          ) : (
            <InlineNotification
              kind="info"
              lowContrast
              hideCloseButton
              title="The last checkpoint is kept."
              subtitle={`It is of ${formatTime(kept, Date.now())}. A later run can go on from it: what came after it is read again.`}
            />
          ))}
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
