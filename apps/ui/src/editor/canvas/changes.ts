import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { select } from '../state.ts';
import { useCanvas } from './canvas-store.ts';
import type { CanvasEdge, CanvasNode } from './elements.ts';
import { itemsOf } from './items-of.ts';

/** Nodes and comments are dragged or chosen. */
export function changeNodes(changes: NodeChange<CanvasNode>[]): void {
  useCanvas.setState((s) => ({ nodes: applyNodeChanges(changes, s.nodes) }));
  if (!changes.some((change) => change.type === 'select')) return;
  const { nodes, comments } = itemsOf(useCanvas.getState().nodes.filter((node) => node.selected));
  select(nodes, comments);
}

/** Edges are chosen. */
export function changeEdges(changes: EdgeChange<CanvasEdge>[]): void {
  const chosen = new Set(useCanvas.getState().selectedEdges);
  for (const change of changes) if (change.type === 'select') chosen[change.selected ? 'add' : 'delete'](change.id);
  useCanvas.setState((s) => ({
    selectedEdges: chosen,
    edges: s.edges.map((e) => (e.selected === chosen.has(e.id) ? e : { ...e, selected: chosen.has(e.id) })),
  }));
}
