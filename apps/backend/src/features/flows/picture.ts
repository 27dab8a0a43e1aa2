import type { FlowSummary } from '@headrace/api';
import type { Compiled } from '@headrace/flow';

/** Distance between nodes that nobody has placed yet. */
const step = 200;

/** Types, places and edges for the thumbnail. */
export function pictureOf(compiled: Compiled | undefined): FlowSummary['picture'] {
  if (!compiled) return { nodes: [], edges: [] };
  const { document, typed } = compiled;
  const layout = document.spec.layout ?? {};
  const nodes = typed.order.map((name, i) => {
    const at = Object.hasOwn(layout, name) ? layout[name] : undefined;
    return { name, type: document.spec.nodes[name]?.type ?? '', x: at?.x ?? i * step, y: at?.y ?? 0 };
  });
  return { nodes, edges: typed.edges.map((e) => ({ from: e.from.node, to: e.to.node })) };
}
