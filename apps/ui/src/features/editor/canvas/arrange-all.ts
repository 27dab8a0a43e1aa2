import { moveItems } from '../document/operations/items.ts';
import { arrange } from '../document/operations/layout.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { nodeSize } from './node-size.ts';

/** Arranges the nodes of the whole flow, as one gesture, and shows it. Comments stay where somebody put them. */
export function arrangeAll({ document, analysis, canvas }: FlowEditor): void {
  const edges = analysis.state.edges.map((edge) => ({ from: edge.from.node, to: edge.to.node }));
  const nodes = Object.entries(document.current.spec.nodes);
  const places = arrange(new Map(nodes.map(([name, node]) => [name, nodeSize(node.type)])), edges);
  moveItems(document, { nodes: places, comments: new Map() }, 'Arrange');
  requestAnimationFrame(() => canvas.viewport.fit());
}
