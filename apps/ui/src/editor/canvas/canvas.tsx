import {
  applyNodeChanges,
  Background,
  type Connection,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  SelectionMode,
  useStore,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useEffect } from 'react';
import { connect } from '../../document/operations/connections.ts';
import { moveItems } from '../../document/operations/items.ts';
import { useThemeStore } from '../../shell/theme.ts';
import { select } from '../state.ts';
import { openAddMenu } from './add-menu-store.ts';
import './canvas.scss';
import { followDocument, useCanvas } from './canvas-store.ts';
import { CommentBox } from './comments/comment-box.tsx';
import { dropOn, dropType } from './drop.ts';
import type { CanvasNode } from './elements.ts';
import { FlowMap } from './flow-map/flow-map.tsx';
import { FlowNodeBox } from './flow-node.tsx';
import { connectByHandles } from './gestures.ts';
import { itemsOf, placesOf } from './items-of.ts';
import { StreamEdge } from './stream-edge.tsx';
import { fitAtOnce, isMapShown, useView } from './view.ts';

const nodeTypes = { flow: FlowNodeBox, comment: CommentBox };
const edgeTypes = { stream: StreamEdge };

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
  useEffect(followDocument, []);
  const drawn = nodes.length > 0;
  useEffect(() => {
    if (drawn && useCanvas.getState().nodes.length > 1) requestAnimationFrame(fitAtOnce);
  }, [drawn]);

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    useCanvas.setState((s) => ({ nodes: applyNodeChanges(changes, s.nodes) }));
    if (changes.some((change) => change.type === 'select')) {
      const chosen = useCanvas.getState().nodes.filter((node) => node.selected);
      const { nodes: names, comments } = itemsOf(chosen);
      select(names, comments);
    }
  }, []);

  const onConnectEnd = useCallback<OnConnectEnd>((event, state) => {
    if (state.isValid || state.fromHandle?.type !== 'source' || !state.fromNode) return;
    const { clientX: x, clientY: y } =
      'touches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
    const origin = { node: state.fromNode.id, port: state.fromHandle.id ?? '' };
    if (!dropOn(origin, x, y)) openAddMenu({ x, y, origin, existing: false });
  }, []);

  return (
    <ReactFlow
      className={far ? 'far' : ''}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={dark ? 'dark' : 'light'}
      onNodesChange={onNodesChange}
      onEdgesChange={(changes) => {
        const chosen = new Set(useCanvas.getState().selectedEdges);
        for (const change of changes)
          if (change.type === 'select') chosen[change.selected ? 'add' : 'delete'](change.id);
        useCanvas.setState((s) => ({
          selectedEdges: chosen,
          edges: s.edges.map((e) => (e.selected === chosen.has(e.id) ? e : { ...e, selected: chosen.has(e.id) })),
        }));
      }}
      onNodeDragStop={(_, __, dragged) => moveItems(placesOf(dragged))}
      onSelectionDragStop={(_, dragged) => moveItems(placesOf(dragged))}
      onConnect={(connection: Connection) => connectByHandles(connection, connect)}
      onConnectEnd={onConnectEnd}
      isValidConnection={({ source, target }) => source !== target}
      onDragOver={(event) => event.preventDefault()}
      onDrop={dropType}
      onPaneClick={() => select([])}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
      selectionKeyCode="Shift"
      deleteKeyCode={null}
      disableKeyboardA11y
      onlyRenderVisibleElements
      connectionRadius={24}
      minZoom={0.05}
      maxZoom={2}
      proOptions={{ hideAttribution: true }}
      aria-label="Flow"
    >
      <Background gap={24} />
      {minimap && !far && <FlowMap />}
    </ReactFlow>
  );
}
