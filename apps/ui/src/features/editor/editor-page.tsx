import { useEffect, useState } from 'react';
import { compileWorker } from '../../compile/client.ts';
import { systemClock } from '../../lib/clock.ts';
import { fetchMono } from '../../ui/code/mono.ts';
import { BrowserDrafts } from './document/drafts.ts';
import { Editor } from './editor.tsx';
import { Editors } from './editors.ts';
import type { FlowEditor } from './flow-editor.ts';
import { serverTransport } from './server-transport.ts';
import { useAddress } from './use-address.ts';
import { FlowEditorProvider, useOpening } from './use-editor.ts';

/** The page of a flow. */
export default function EditorPage({ id }: { id: string }) {
  useEffect(fetchMono, []);
  const editor = useOpenEditor(id);
  return (
    editor && (
      <FlowEditorProvider value={editor}>
        <Editor />
        <Address editor={editor} />
      </FlowEditorProvider>
    )
  );
}

const editors = new Editors({
  transport: serverTransport,
  worker: compileWorker,
  clock: systemClock,
  drafts: (flow) => new BrowserDrafts(flow),
});

/** An editor of a flow, from the first rendering with its id to the last. */
export function useOpenEditor(flow: string): FlowEditor | undefined {
  const [editor, setEditor] = useState<FlowEditor>();
  useEffect(() => {
    const opened = editors.open(flow);
    setEditor(opened);
    return () => editors.close(opened);
  }, [flow]);
  return editor;
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
