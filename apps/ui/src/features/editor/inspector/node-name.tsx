import { TextInput } from '@carbon/react';
import type { FlowDocument } from '@headrace/flow';
import { useState } from 'react';
import { runCommand } from '../commands.ts';
import { rename } from '../document/operations/config.ts';
import { useFlowEditor } from '../use-editor.ts';

/** The node's name, which is also its stream's: changed everywhere it stands. */
export function NodeName({ name }: { name: string }) {
  const editor = useFlowEditor();
  const [typed, setTyped] = useState<string>();
  const fault = typed === undefined ? undefined : faultOf(editor.document.current, name, typed);
  const done = () => {
    const next = typed?.trim();
    setTyped(undefined);
    if (next === undefined || next === name || fault !== undefined) return;
    rename(editor.document, name, next);
    editor.ui.select([next]);
  };
  return (
    <div className="inspector__name">
      <TextInput
        ref={(field: HTMLInputElement | null) => {
          editor.fields.nodeName = field;
        }}
        id={`${editor.key}-node-name`}
        size="sm"
        labelText="Name of the node"
        hideLabel
        value={typed ?? name}
        invalid={fault !== undefined}
        invalidText={fault}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.currentTarget.blur();
            // The node stands on the canvas under its new name a moment later.
            requestAnimationFrame(() => runCommand(editor, 'leave'));
          }
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
    </div>
  );
}

function faultOf(document: FlowDocument, name: string, typed: string): string | undefined {
  const next = typed.trim();
  if (next === '') return 'A node needs a name.';
  if (next === '__proto__') return 'No node can have this name.';
  if (next !== name && Object.hasOwn(document.spec.nodes, next)) return `There is already a node called ${next}.`;
  return undefined;
}
