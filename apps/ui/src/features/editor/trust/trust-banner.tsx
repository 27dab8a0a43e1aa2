import { Button, InlineNotification } from '@carbon/react';
import { useState } from 'react';
import { sentenceOf } from '../../../api/http.ts';
import { useFlowEditor, useOpening } from '../use-editor.ts';
import './trust.scss';

export const untrusted =
  'This flow came from outside: look at it, and let Flink check, preview and run it only if you trust it.';

/** Above a flow from outside, until a person trusts it. */
export function TrustBanner() {
  const editor = useFlowEditor();
  const trusted = useOpening((s) => s.trusted);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (trusted) return null;
  const trust = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await editor.trust();
      editor.ui.announce('You trust this flow; Flink checks it now');
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="trust" aria-label="Trust">
      <InlineNotification kind="warning" lowContrast hideCloseButton title={untrusted} subtitle={problem ?? ''} />
      <Button kind="tertiary" size="sm" disabled={busy} onClick={() => void trust()}>
        I trust this flow
      </Button>
    </section>
  );
}
