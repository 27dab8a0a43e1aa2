import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fetchMono } from '../../ui/code/mono.ts';
import './beside-page.scss';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Editor } from './editor.tsx';
import { FlowEditorProvider } from './use-editor.ts';
import { useOpenEditor } from './use-open-editor.ts';

/** Two flows side by side, or two versions of one, each in an editor of its own. */
export default function BesidePage() {
  useEffect(fetchMono, []);
  const { id, other } = useParams({ from: '/flows/$id/beside/$other' });
  const { left, right } = useSearch({ from: '/flows/$id/beside/$other' });
  return (
    <div className="beside">
      <Side flow={id} version={left} label="Left" />
      <Side flow={other} version={right} label="Right" />
    </div>
  );
}

function Side({ flow, version, label }: { flow: string; version: number | undefined; label: string }) {
  const editor = useOpenEditor(flow, version);
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
