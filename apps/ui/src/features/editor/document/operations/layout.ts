import { type EdgeLabel, Graph, type GraphLabel, layout } from '@dagrejs/dagre';
import { existing } from '@headrace/text';
import type { Position } from './nodes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Arranges nodes from left to right in the direction of the events. */
export function arrange(
  sizes: ReadonlyMap<string, Size>,
  edges: readonly { from: string; to: string }[],
): Map<string, Position> {
  const graph = new Graph<GraphLabel, Position & Size, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 90, marginx: 40, marginy: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Names may be anything, also the words that JavaScript objects know; numbers are safe.
  const ids = new Map([...sizes.keys()].map((name, i) => [name, `n${i}`]));
  for (const [name, size] of sizes) graph.setNode(existing(ids.get(name)), { x: 0, y: 0, ...size });
  for (const { from, to } of edges) {
    const a = ids.get(from);
    const b = ids.get(to);
    if (a && b) graph.setEdge(a, b);
  }
  layout(graph);
  return new Map(
    [...ids].map(([name, id]) => {
      const { x, y, width, height } = graph.node(id);
      return [name, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
