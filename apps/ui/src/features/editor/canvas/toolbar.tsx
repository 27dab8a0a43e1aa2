import { IconButton } from '@carbon/react';
import {
  AddComment,
  CenterToFit,
  Map as MapIcon,
  Redo,
  Undo,
  WorkflowAutomation,
  ZoomIn,
  ZoomOut,
} from '@carbon/react/icons';
import { useStore } from '@xyflow/react';
import { useDocument, useFlowEditor } from '../use-editor.ts';
import { arrangeAll } from './arrange-all.ts';
import { writeComment } from './comments/write.ts';
import { toggleMinimap } from './minimap.ts';

/** What can be done with the drawing as a whole. */
export function CanvasToolbar() {
  const editor = useFlowEditor();
  const { document, canvas } = editor;
  const { viewport } = canvas;
  const undoLabel = useDocument((s) => s.history.done.at(-1)?.label);
  const redoLabel = useDocument((s) => s.history.undone.at(-1)?.label);
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label="Canvas">
      <Tool
        label={undoLabel ? `Undo: ${undoLabel}` : 'Undo'}
        onClick={() => document.undo()}
        disabled={!undoLabel}
        icon={<Undo />}
      />
      <Tool
        label={redoLabel ? `Redo: ${redoLabel}` : 'Redo'}
        onClick={() => document.redo()}
        disabled={!redoLabel}
        icon={<Redo />}
      />
      <Tool label="Arrange" onClick={() => arrangeAll(editor)} icon={<WorkflowAutomation />} />
      <Tool label="Comment" onClick={() => writeComment(editor)} icon={<AddComment />} />
      <Tool label="Zoom out" onClick={() => viewport.zoomOut()} icon={<ZoomOut />} />
      <Zoom />
      <Tool label="Zoom in" onClick={() => viewport.zoomIn()} icon={<ZoomIn />} />
      <Tool label="Show all" onClick={() => viewport.fit()} icon={<CenterToFit />} />
      <Tool label="Map" onClick={() => toggleMinimap(canvas.state.nodes.length)} icon={<MapIcon />} />
    </div>
  );
}

/** How large the flow is drawn, and the way back to 100 %. */
function Zoom() {
  const { viewport } = useFlowEditor().canvas;
  const percent = useStore((s) => Math.round(s.transform[2] * 100));
  return (
    <button
      type="button"
      className="canvas-toolbar__zoom"
      title="Draw at 100 % ( 1 )"
      onClick={() => viewport.actualSize()}
    >
      {percent} %
    </button>
  );
}

function Tool(props: { label: string; onClick: () => void; disabled?: boolean; icon: React.ReactNode }) {
  return (
    <IconButton
      kind="ghost"
      size="sm"
      align="bottom"
      label={props.label}
      disabled={props.disabled ?? false}
      onClick={() => props.onClick()}
    >
      {props.icon}
    </IconButton>
  );
}
