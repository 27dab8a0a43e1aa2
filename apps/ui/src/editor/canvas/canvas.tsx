import { Background, ReactFlow, type ReactFlowProps, SelectionMode, useStore } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect } from 'react';
import { connect } from '../../document/operations/connections.ts';
import { moveItems } from '../../document/operations/items.ts';
import { useThemeStore } from '../../shell/theme.ts';
import { select } from '../state.ts';
import './canvas.scss';
import { followDocument, useCanvas } from './canvas-store.ts';
import { changeEdges, changeNodes } from './changes.ts';
import { CommentBox } from './comments/comment-box.tsx';
import { dropLine } from './drop.ts';
import { cardForPointer, hideEdgeCardSoon } from './edge-card/card-store.ts';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { FlowMap } from './flow-map/flow-map.tsx';
import { FlowNodeBox } from './flow-node.tsx';
import { connectByHandles } from './gestures.ts';
import { placesOf } from './items-of.ts';
import { StreamEdge } from './stream-edge.tsx';
import { fitAtOnce, isMapShown, useView } from './view.ts';

/**
 * What the library is told once and for all: each property that is another object at the next drawing makes it ask every
 * node, edge and port anew, which cost a drag among a thousand nodes a third of its time.
 */
const constant = {
  nodeTypes: { flow: FlowNodeBox, comment: CommentBox },
  edgeTypes: { stream: StreamEdge },
  onNodesChange: changeNodes,
  onEdgesChange: changeEdges,
  onNodeDragStop: (_, __, dragged) => moveItems(placesOf(dragged)),
  onSelectionDragStop: (_, dragged) => moveItems(placesOf(dragged)),
  onConnect: (connection) => connectByHandles(connection, connect),
  onConnectEnd: dropLine,
  isValidConnection: ({ source, target }) => source !== target,
  onPaneClick: () => select([]),
  onEdgeMouseEnter: cardForPointer,
  onEdgeMouseLeave: hideEdgeCardSoon,
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

/** Smaller than this no text can be read, so none is drawn: a thousand nodes then still move smoothly. */
const readable = 0.35;

/** The drawing of the flow. */
export function Canvas() {
  const nodes = useCanvas((s) => s.nodes);
  const edges = useCanvas((s) => s.edges);
  const dark = useThemeStore((s) => s.dark);
  const chosen = useView((s) => s.minimap);
  const minimap = isMapShown(chosen, nodes.length);
  const far = useStore((s) => s.transform[2] < readable);
  useEffect(() => {
    const end = followDocument();
    requestAnimationFrame(fitAtOnce);
    return end;
  }, []);

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
