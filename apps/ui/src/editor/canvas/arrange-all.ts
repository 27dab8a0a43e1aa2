import { useAnalysis } from '../../compile/store.ts';
import { moveItems } from '../../document/operations/items.ts';
import { arrange } from '../../document/operations/layout.ts';
import { currentDocument } from '../../document/store.ts';
import { nodeSize } from './node-size.ts';
import { fit } from './view.ts';

/** Arranges the nodes of the whole flow, as one gesture, and shows it. Comments stay where somebody put them. */
export function arrangeAll(): void {
  const edges = useAnalysis.getState().edges.map((edge) => ({ from: edge.from.node, to: edge.to.node }));
  const nodes = Object.entries(currentDocument().spec.nodes);
  const places = arrange(new Map(nodes.map(([name, node]) => [name, nodeSize(node.type)])), edges);
  moveItems({ nodes: places, comments: new Map() }, 'Arrange');
  requestAnimationFrame(fit);
}
