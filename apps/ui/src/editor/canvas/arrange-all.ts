import { useAnalysis } from '../../compile/store.ts';
import { arrange } from '../../document/operations/layout.ts';
import { moveNodes } from '../../document/operations/nodes.ts';
import { currentDocument } from '../../document/store.ts';
import { nodeSize } from './node-size.ts';
import { fit } from './view.ts';

/** Arranges the whole flow, as one gesture, and shows it. */
export function arrangeAll(): void {
  const edges = useAnalysis.getState().edges.map((edge) => ({ from: edge.from.node, to: edge.to.node }));
  const nodes = Object.entries(currentDocument().spec.nodes);
  moveNodes(arrange(new Map(nodes.map(([name, node]) => [name, nodeSize(node.type)])), edges), 'Arrange');
  requestAnimationFrame(fit);
}
