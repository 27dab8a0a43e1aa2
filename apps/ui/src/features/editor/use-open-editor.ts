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
  drafts: (flow, version) => new BrowserDrafts(version === undefined ? flow : `${flow}@${version}`),
});

/**
 * An editor of a flow, from the first rendering with its id to the last.
 * @param version the newest when left out
 */
export function useOpenEditor(flow: string, version?: number): FlowEditor | undefined {
  const [editor, setEditor] = useState<FlowEditor>();
  useEffect(() => {
    const opened = editors.open(flow, version);
    setEditor(opened);
    return () => editors.close(opened);
  }, [flow, version]);
  return editor;
}
