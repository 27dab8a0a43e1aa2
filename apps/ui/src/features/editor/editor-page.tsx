import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fetchMono } from '../../ui/code/mono.ts';
import { Editor } from './editor.tsx';
import type { FlowEditor } from './flow-editor.ts';
import { useAddress } from './use-address.ts';
import { FlowEditorProvider, useOpening } from './use-editor.ts';
import { useOpenEditor } from './use-open-editor.ts';

/** The page of a flow. */
export default function EditorPage() {
  useEffect(fetchMono, []);
  const { id } = useParams({ from: '/flows/$id' });
  const editor = useOpenEditor(id);
  return (
    editor && (
      <FlowEditorProvider key={editor.key} value={editor}>
        <Editor />
        <Address editor={editor} />
      </FlowEditorProvider>
    )
  );
}

/** The address follows the editor once the flow is there: before, it says what is to be selected. */
function Address({ editor }: { editor: FlowEditor }) {
  const isReady = useOpening((s) => s.status === 'ready');
  return isReady ? <FollowedAddress editor={editor} /> : null;
}

function FollowedAddress({ editor }: { editor: FlowEditor }) {
  useAddress(editor);
  return null;
}
