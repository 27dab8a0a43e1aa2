import { useEffect, useState } from 'react';
import { compileWorker } from '../../compile/client.ts';
import { systemClock } from '../../lib/clock.ts';
import { BrowserDrafts } from './document/drafts.ts';
import { Editors } from './editors.ts';
import type { FlowEditor } from './flow-editor.ts';
import { serverTransport } from './server-transport.ts';

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
