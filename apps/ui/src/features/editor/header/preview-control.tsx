import { Button, InlineLoading, MenuButton, MenuItem, Modal } from '@carbon/react';
import { ErrorFilled, StopOutline, View } from '@carbon/react/icons';
import type { StartFrom } from '@headrace/api';
import { useState } from 'react';
import { isOn } from '../preview/preview.ts';
import { StartFromFields } from '../runs/start-from-fields.tsx';
import { useFlowEditor, useOpening, usePreview } from '../use-editor.ts';

/** Switches the preview, and says how it is. */
export function PreviewControl() {
  const { preview, previewKeeper } = useFlowEditor();
  const status = usePreview((s) => s.status);
  const trusted = useOpening((s) => s.trusted);
  const [asking, setAsking] = useState(false);
  const start = (from: StartFrom) => previewKeeper.start(from);
  return (
    <div className="header__preview">
      <PreviewWord />
      {isOn(status) ? (
        <Button kind="ghost" size="sm" renderIcon={StopOutline} onClick={() => previewKeeper.stop()}>
          Stop preview
        </Button>
      ) : (
        <Button kind="ghost" size="sm" renderIcon={View} disabled={!trusted} onClick={() => start(preview.state.from)}>
          Preview
        </Button>
      )}
      <MenuButton kind="ghost" size="sm" label="From…" menuAlignment="bottom-end" disabled={!trusted}>
        <MenuItem label="From now on" onClick={() => start({ kind: 'now' })} />
        <MenuItem label="From the earliest event" onClick={() => start({ kind: 'earliest' })} />
        <MenuItem label="From a time…" onClick={() => setAsking(true)} />
      </MenuButton>
      {asking && <AskTime close={() => setAsking(false)} start={start} />}
    </div>
  );
}

const words = { starting: 'Starting preview', recovering: 'Recovering' } as const;

/** How the preview is, in a word; a failure with its sentence, and the way to its node. */
function PreviewWord() {
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

function AskTime({ close, start }: { close: () => void; start: (from: StartFrom) => void }) {
  const [from, setFrom] = useState<StartFrom>({ kind: 'time', timestamp: Date.now() - 3_600_000 });
  return (
    <Modal
      open
      size="xs"
      modalHeading="Preview events since a time"
      primaryButtonText="Preview"
      secondaryButtonText="Cancel"
      onRequestClose={close}
      onRequestSubmit={() => {
        close();
        start(from);
      }}
    >
      <StartFromFields
        value={from}
        kinds={['now', 'time', 'earliest']}
        change={(next) => next.kind !== 'savepoint' && setFrom(next)}
      />
    </Modal>
  );
}
