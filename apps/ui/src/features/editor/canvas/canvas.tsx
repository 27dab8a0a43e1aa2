import { Background, ReactFlow, type ReactFlowProps, SelectionMode, useStore } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo } from 'react';
import { useThemeStore } from '../../../ui/theme.ts';
import { moveItems } from '../document/operations/items.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { useCanvas, useFlowEditor } from '../use-editor.ts';
import './canvas.scss';
import { CommentBox } from './comments/comment-box.tsx';
import { dropLine } from './drop.ts';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { FlowMap } from './flow-map/flow-map.tsx';
import { FlowNodeBox } from './flow-node.tsx';
import { connectByHandles } from './gestures.ts';
import { placesOf } from './items-of.ts';
import { isMapShown, useMinimap } from './minimap.ts';
import { StreamEdge } from './stream-edge.tsx';

const nodeTypes = { flow: FlowNodeBox, comment: CommentBox };
const edgeTypes = { stream: StreamEdge };

/**
 * What the library is told once for an editor: each property that is another object at the next drawing makes it ask every
 * node, edge and port anew, which cost a drag among a thousand nodes a third of its time.
 */
function constantOf(editor: FlowEditor) {
  const { key, document, ui, canvas } = editor;
  return {
    id: key,
    nodeTypes,
    edgeTypes,
    onNodesChange: canvas.changeNodes,
    onEdgesChange: canvas.changeEdges,
    onNodeDragStop: (_, __, dragged) => moveItems(document, placesOf(dragged)),
    onSelectionDragStop: (_, dragged) => moveItems(document, placesOf(dragged)),
    onConnect: (connection) => connectByHandles(editor, connection),
    onConnectEnd: dropLine(editor),
    isValidConnection: ({ source, target }) => source !== target,
    onPaneClick: () => ui.select([]),
    onEdgeMouseEnter: canvas.edgeCard.showForPointer,
    onEdgeMouseLeave: canvas.edgeCard.hideSoon,
    selectionMode: SelectionMode.Partial,
    multiSelectionKeyCode: ['Shift', 'Control', 'Meta'],
    selectionKeyCode: 'Shift',
    deleteKeyCode: null,
    disableKeyboardA11y: true,
    onlyRenderVisibleElements: true,
    connectionRadius: 24,
    minZoom: 0.05,
    maxZoom: 2,
    proOptions: { hideAttribution: true },
  } as const satisfies ReactFlowProps<CanvasNode, CanvasEdge>;
}

/** Smaller than this no text can be read, so none is drawn: a thousand nodes then still move smoothly. */
const readable = 0.35;

/** The drawing of the flow. */
export function Canvas() {
  const editor = useFlowEditor();
  const constant = useMemo(() => constantOf(editor), [editor]);
  const nodes = useCanvas((s) => s.nodes);
  const edges = useCanvas((s) => s.edges);
  const dark = useThemeStore((s) => s.dark);
  const chosen = useMinimap((s) => s.shown);
  const minimap = isMapShown(chosen, nodes.length);
  const far = useStore((s) => s.transform[2] < readable);
  useEffect(() => {
    const frame = requestAnimationFrame(() => editor.canvas.viewport.fitAtOnce());
    return () => cancelAnimationFrame(frame);
  }, [editor]);

  return (
    <ReactFlow
      className={far ? 'far' : ''}
      nodes={nodes}
      edges={edges}
      {...constant}
      colorMode={dark ? 'dark' : 'light'}
      aria-label="Flow"
    >
      <Background gap={24} />
      {minimap && !far && <FlowMap />}
    </ReactFlow>
  );
}
