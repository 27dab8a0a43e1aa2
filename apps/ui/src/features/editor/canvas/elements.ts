import type { FlowDocument, Edge as GraphEdge } from '@headrace/flow';
import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import { handleOf, inputPorts, typeOf } from '../catalogue.ts';
import { positionOf } from '../document/operations/nodes.ts';
import type { CommentNode } from './comments/elements.ts';
import { handlePlaces, nodeSize } from './node-size.ts';

/** A node of the flow on the canvas; what it shows it reads itself by its name, so that a number that ticks redraws only itself. */
export type BoxNode = Node<{ readonly type: string }, 'flow'>;
export type CanvasNode = BoxNode | CommentNode;
export type CanvasEdge = Edge<{ readonly from: GraphEdge['from']; readonly to: GraphEdge['to'] }>;

/** The nodes to draw; those that did not change stay the same objects. */
export function nodesOf(
  document: FlowDocument,
  selection: readonly string[],
  labelOf: (name: string, type: string) => string,
  old: readonly CanvasNode[],
): BoxNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  const selected = new Set(selection);
  return Object.entries(document.spec.nodes).map(([name, node], i) => {
    const at = positionOf(document, name, i);
    const before = known.get(name);
    const isSelected = selected.has(name);
    const ariaLabel = labelOf(name, node.type);
    if (before?.type === 'flow' && before.data.type === node.type) {
      const moved = before.position.x !== at.x || before.position.y !== at.y;
      const same = !moved && before.selected === isSelected && before.ariaLabel === ariaLabel;
      return same ? before : { ...before, position: { x: at.x, y: at.y }, selected: isSelected, ariaLabel };
    }
    return {
      id: name,
      type: 'flow',
      position: { x: at.x, y: at.y },
      data: { type: node.type },
      selected: isSelected,
      ariaLabel,
      ...nodeSize(node.type),
      measured: nodeSize(node.type),
      handles: handlesOf(node.type),
    };
  });
}

/** Where ports are, known beforehand: nodes out of sight are not drawn, and their edges are all the same. */
function handlesOf(type: string): NodeHandle[] {
  const known = typeOf(type);
  const { ins, outs } = handlePlaces(type);
  const { width } = nodeSize(type);
  return [
    ...inputPorts(known).map((port, i) => handle('target', port.name, Position.Left, 0, ins[i] ?? 0)),
    ...(known?.outputs ?? []).map((port, i) => handle('source', port.name, Position.Right, width, outs[i] ?? 0)),
  ];
}

const dot = 12;
const handle = (type: 'source' | 'target', id: string, position: Position, x: number, y: number): NodeHandle => ({
  id,
  type,
  position,
  x: x - dot / 2,
  y: y - dot / 2,
  width: dot,
  height: dot,
});

/** @param describedBy id of the element that tells more of an edge that has the cursor */
export function edgesOf(
  document: FlowDocument,
  edges: readonly GraphEdge[],
  selected: ReadonlySet<string>,
  old: readonly CanvasEdge[],
  describedBy: string,
): CanvasEdge[] {
  const known = new Map(old.map((edge) => [edge.id, edge]));
  return edges.flatMap((edge) => {
    const target = document.spec.nodes[edge.to.node];
    if (!target || !document.spec.nodes[edge.from.node]) return [];
    const id = edgeId(edge);
    const before = known.get(id);
    const isSelected = selected.has(id);
    if (before) return [before.selected === isSelected ? before : { ...before, selected: isSelected }];
    return [
      {
        id,
        type: 'stream',
        source: edge.from.node,
        sourceHandle: edge.from.port,
        target: edge.to.node,
        targetHandle: handleOf(typeOf(target.type), edge.to.port),
        data: edge,
        selected: isSelected,
        ariaLabel: `${edge.from.node} feeds ${edge.to.node}`,
        domAttributes: { 'aria-describedby': describedBy },
      },
    ];
  });
}

const edgeId = ({ from, to }: GraphEdge) => JSON.stringify([from.node, from.port, to.node, to.port]);
