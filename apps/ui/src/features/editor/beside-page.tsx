import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fetchMono } from '../../ui/code/mono.ts';
import './beside-page.scss';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Editor } from './editor.tsx';
import { FlowEditorProvider } from './use-editor.ts';
import { useOpenEditor } from './use-open-editor.ts';

/** Two flows side by side, each in an editor of its own; the same flow twice shows two versions of it. */
export default function BesidePage() {
  useEffect(fetchMono, []);
  const { id, other } = useParams({ from: '/flows/$id/beside/$other' });
  return (
    <div className="beside">
      <Side flow={id} label="Left" />
      <Side flow={other} label="Right" />
    </div>
  );
}

function Side({ flow, label }: { flow: string; label: string }) {
  const editor = useOpenEditor(flow);
  return (
    <section className="beside__side" aria-label={label}>
      <ErrorBoundary what="This flow" resetKey={flow}>
        {editor && (
          <FlowEditorProvider key={editor.key} value={editor}>
            <Editor />
          </FlowEditorProvider>
        )}
      </ErrorBoundary>
    </section>
  );
}
