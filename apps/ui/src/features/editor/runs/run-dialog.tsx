import { InlineNotification, Modal } from '@carbon/react';
import { useEffect, useRef, useState } from 'react';
import { isAway, isOverLimit, retryAfter, sentenceOf } from '../../../api/http.ts';
import { requestRun, useRuns } from '../../../api/queries.ts';
import { startRun } from '../../../api/runs.ts';
import '../dialogs.scss';
import { untrusted } from '../trust/trust-banner.tsx';
import { useAnalysis, useDocument, useFlowEditor, useOpening } from '../use-editor.ts';
import { runSentence } from './run-sentence.ts';
import { type From, StartFromFields } from './start-from-fields.tsx';

const phrases: Record<From['kind'], string> = {
  savepoint: 'from where the last run stopped',
  now: 'from now on',
  time: 'since the time below',
  earliest: 'from the earliest event',
};

/** One sentence of what will happen, where to begin, one confirmation. */
export function RunDialog() {
  const editor = useFlowEditor();
  const { ui, flow } = editor;
  const document = useDocument((s) => s.document);
  const errors = useAnalysis((s) => s.diagnostics.filter((d) => d.severity === 'error').length);
  const trusted = useOpening((s) => s.trusted);
  const resumable = useRuns(flow).data?.find((run) => run.hasSavepoint) !== undefined;
  const [from, setFrom] = useState<From>(resumable ? { kind: 'savepoint' } : { kind: 'now' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const again = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A person who closes the dialog wants no run, whatever is under way.
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      clearTimeout(again.current);
    };
  }, []);
  if (!document) return null;
  const { reads, writes } = runSentence(document);
  const refusal = trusted ? refusalOf(reads, writes, errors) : untrusted;

  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    clearTimeout(again.current);
    try {
      const version = await editor.saveNow();
      if (!isOpen.current) return;
      if (version === undefined)
        throw new Error('The flow is not saved yet; a run needs a saved version. Try again when it is.');
      await requestRun(() => startRun(flow, { from, version }));
      ui.announce('The run was submitted');
      ui.finishDialog('run');
    } catch (error) {
      if (!isOpen.current) return;
      const passes = isAway(error) || isOverLimit(error);
      setProblem(
        passes ? `${sentenceOf(error)} The run is submitted by itself as soon as that has passed.` : sentenceOf(error),
      );
      if (passes) again.current = setTimeout(() => void submit(), retryAfter(error) ?? 3000);
      else setBusy(false);
    }
  };

  return (
    <Modal
      open
      size="sm"
      selectorPrimaryFocus=".cds--modal-footer .cds--btn--primary"
      modalHeading={`Run ${document.metadata.name}`}
      primaryButtonText={busy ? 'Submitting…' : refusal === undefined ? 'Run' : trusted ? 'Show problems' : 'Close'}
      secondaryButtonText="Cancel"
      primaryButtonDisabled={busy}
      onRequestClose={ui.closeDialog}
      onRequestSubmit={() => {
        if (!refusal) return void submit();
        ui.closeDialog();
        if (trusted) ui.show({ tab: 'problems' });
      }}
    >
      <div className="run-dialog">
        {refusal ? (
          <p className="run-dialog__sentence">{refusal}</p>
        ) : (
          <>
            <p className="run-dialog__sentence">
              Reads <strong>{reads}</strong> {phrases[from.kind]}, writes <strong>{writes}</strong>, and keeps running
              until it is stopped.
            </p>
            <StartFromFields
              value={from}
              kinds={resumable ? ['savepoint', 'now', 'time', 'earliest'] : ['now', 'time', 'earliest']}
              change={setFrom}
            />
          </>
        )}
        {problem !== undefined && (
          <InlineNotification
            kind="error"
            lowContrast
            hideCloseButton
            title={busy ? 'The run has not started yet.' : 'The run did not start.'}
            subtitle={problem}
          />
        )}
      </div>
    </Modal>
  );
}

function refusalOf(reads: string, writes: string, errors: number): string | undefined {
  if (reads === '') return 'This flow reads nothing yet: add an event source.';
  if (writes === '')
    return 'This flow writes nothing yet: add an event destination. The preview shows events without one.';
  if (errors === 0) return undefined;
  return errors === 1
    ? 'One error must be mended before this flow can run.'
    : `${errors} errors must be mended before this flow can run.`;
}
