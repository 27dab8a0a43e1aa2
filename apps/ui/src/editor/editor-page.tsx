import { Button, Loading } from '@carbon/react';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { fetchMono } from '../code/mono.ts';
import { Link } from '../shell/link.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { AddMenu } from './canvas/add-menu.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { allowDrop, dropType } from './canvas/drop.ts';
import { cardForFocus, hideEdgeCard } from './canvas/edge-card/card-store.ts';
import { EdgeCard } from './canvas/edge-card/edge-card.tsx';
import type { CanvasEdge, CanvasNode } from './canvas/elements.ts';
import { EmptyCanvas } from './canvas/empty.tsx';
import { CanvasMenu } from './canvas/menu/canvas-menu.tsx';
import { openMenu } from './canvas/menu/open-menu.ts';
import { CanvasToolbar } from './canvas/toolbar.tsx';
import { setInstance } from './canvas/view.ts';
import { Dialogs } from './dialogs.tsx';
import './editor.scss';
import { Bottom } from './bottom.tsx';
import { EditorHeader } from './header/header.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { useIdle } from './inspector/use-idle.ts';
import { Palette } from './palette/palette.tsx';
import { Panel } from './panels/panel.tsx';
import { useFollowRuns } from './runs/current-run.ts';
import { Session, useSession } from './session.ts';
import { useEditor } from './state.ts';
import { TrustBanner } from './trust/trust-banner.tsx';
import { Unreadable } from './unreadable.tsx';
import { useAddress } from './use-address.ts';
import { useKeys } from './use-keys.ts';

/** An open flow: flow, node and events in sight at once. */
export default function EditorPage({ id }: { id: string }) {
  useEffect(fetchMono, []);
  useEffect(() => {
    const session = new Session(id);
    void session.open();
    return () => session.end();
  }, [id]);
  const status = useSession((s) => s.status);
  if (status === 'failed') return <Failed />;
  if (status === 'unreadable') return <Unreadable />;
  if (status === 'loading') return <Opening />;
  return (
    <ReactFlowProvider>
      <Editor id={id} />
    </ReactFlowProvider>
  );
}

function Editor({ id }: { id: string }) {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  useEffect(() => {
    setInstance(flow);
    return () => setInstance(undefined);
  }, [flow]);
  useFollowRuns(id);
  useAddress(id);
  useKeys();
  const said = useEditor((s) => s.said);
  const idle = useIdle();
  return (
    <div className="editor">
      <ErrorBoundary what="The header">
        <EditorHeader id={id} />
        <TrustBanner />
      </ErrorBoundary>
      <div className="editor__middle">
        <Panel name="palette" title="Palette" side="left" size={208} least={160} most={400}>
          <Palette />
        </Panel>
        <main
          className="editor__canvas"
          aria-label="Canvas"
          onDragOver={allowDrop}
          onDrop={dropType}
          onContextMenu={openMenu}
          onFocus={cardForFocus}
          onBlur={hideEdgeCard}
        >
          <ErrorBoundary what="The canvas">
            <Canvas />
            <CanvasToolbar />
            <EmptyCanvas />
          </ErrorBoundary>
        </main>
        <Panel name="inspector" title="Inspector" side="right" size={400} least={280} most={720} idle={idle}>
          <Inspector />
        </Panel>
      </div>
      <Panel name="bottom" title="Events" side="bottom" size={280} least={120} most={700}>
        <Bottom id={id} />
      </Panel>
      <ErrorBoundary what="A menu or dialog">
        <AddMenu />
        <CanvasMenu />
        <EdgeCard />
        <Dialogs id={id} />
      </ErrorBoundary>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
    </div>
  );
}

function Opening() {
  return (
    <div className="app-loading">
      <Loading withOverlay={false} description="Opening the flow" />
    </div>
  );
}

function Failed() {
  const sentence = useSession((s) => s.sentence);
  const session = useSession((s) => s.session);
  return (
    <main className="app-loading">
      <div className="editor__failed">
        <h1>The flow could not be opened</h1>
        <p>{sentence}</p>
        <Button size="md" onClick={() => void session?.open()}>
          Try again
        </Button>
        <p>
          <Link to="/">All flows</Link>
        </p>
      </div>
    </main>
  );
}
