import { Button } from '@carbon/react';
import { download } from '../../lib/format/download.ts';
import { AllFlowsLink } from '../../ui/all-flows-link.tsx';
import { useOpening } from './use-editor.ts';

/** For a text that is no flow: says where and why, and gives it back unharmed. */
export function Unreadable() {
  const { faults, text } = useOpening((s) => s);
  return (
    <main className="app-loading">
      <div className="editor__failed">
        <h1>This file is not a flow that can be shown</h1>
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.code} ${fault.message}`}>
              {fault.place.file && `Line ${fault.place.file.line}: `}
              {fault.message}
            </li>
          ))}
        </ul>
        <Button size="md" onClick={() => download('flow.yaml', text, 'application/yaml')}>
          Download the file
        </Button>
        <AllFlowsLink />
      </div>
    </main>
  );
}
