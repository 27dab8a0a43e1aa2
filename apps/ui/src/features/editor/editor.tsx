import { Button, Loading } from '@carbon/react';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { AddMenu } from './canvas/add-menu.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { allowDrop, dropType } from './canvas/drop.ts';
import { EdgeCard } from './canvas/edge-card/edge-card.tsx';
import type { CanvasEdge, CanvasNode } from './canvas/elements.ts';
import { EmptyCanvas } from './canvas/empty.tsx';
import { CanvasMenu } from './canvas/menu/canvas-menu.tsx';
import { openMenu } from './canvas/menu/open-menu.ts';
import { CanvasToolbar } from './canvas/toolbar.tsx';
import { Dialogs } from './dialogs.tsx';
import './editor.scss';
import { AllFlowsLink } from '../../ui/all-flows-link.tsx';
import { Bottom } from './bottom.tsx';
import { EditorHeader } from './header/header.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { useIdle } from './inspector/use-idle.ts';
import { Palette } from './palette/palette.tsx';
import { Panel } from './panels/panel.tsx';
import { TrustBanner } from './trust/trust-banner.tsx';
import { Unreadable } from './unreadable.tsx';
import { useEditorUi, useFlowEditor, useOpening } from './use-editor.ts';
import { useKeys } from './use-keys.ts';

/** One flow: canvas, node and events in sight at once. */
export function Editor() {
  const status = useOpening((s) => s.status);
  if (status === 'failed') return <Failed />;
  if (status === 'unreadable') return <Unreadable />;
  if (status === 'loading') return <Opening />;
  return (
    <ReactFlowProvider>
      <OpenEditor />
    </ReactFlowProvider>
  );
}

function OpenEditor() {
  const editor = useFlowEditor();
  const { edgeCard } = editor.canvas;
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (root.current ? editor.attach(flow, root.current) : undefined), [editor, flow]);
  useKeys(editor);
  const said = useEditorUi((s) => s.said);
  const idle = useIdle();
  return (
    <div className="editor" ref={root}>
      <ErrorBoundary what="The header">
        <EditorHeader />
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
          onDrop={(event) => dropType(editor, event)}
          onContextMenu={(event) => openMenu(editor, event)}
          onFocus={edgeCard.showForFocus}
          onBlur={edgeCard.hide}
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
        <Bottom />
      </Panel>
      <ErrorBoundary what="A menu or dialog">
        <AddMenu />
        <CanvasMenu />
        <EdgeCard />
        <Dialogs />
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
  const message = useOpening((s) => s.message);
  const editor = useFlowEditor();
  return (
    <main className="app-loading">
      <div className="editor__failed">
        <h1>The flow could not be opened</h1>
        <p>{message}</p>
        <Button size="md" onClick={() => void editor.open()}>
          Try again
        </Button>
        <AllFlowsLink />
      </div>
    </main>
  );
}
