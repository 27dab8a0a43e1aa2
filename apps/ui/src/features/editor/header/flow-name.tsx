import { useState } from 'react';
import { setFlowName } from '../document/operations/config.ts';
import { useDocument, useFlowEditor } from '../use-editor.ts';

/** The flow's name, edited in place. An empty one is not taken. */
export function FlowName() {
  const { document } = useFlowEditor();
  const name = useDocument((s) => s.document?.metadata.name ?? '');
  const [typed, setTyped] = useState<string>();
  const done = () => {
    const next = typed?.trim() ?? '';
    if (next !== '' && next !== name) setFlowName(document, next);
    document.endGesture();
    setTyped(undefined);
  };
  return (
    <h1 className="header__name">
      <input
        aria-label="Name of the flow"
        maxLength={253}
        value={typed ?? name}
        size={Math.min(40, Math.max(8, (typed ?? name).length))}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setTyped(undefined);
        }}
      />
    </h1>
  );
}
