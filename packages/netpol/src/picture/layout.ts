import { Graph, layout } from '@dagrejs/dagre';
import { describePorts } from '../ports/port-set.ts';
import { onCurve, type Point } from './curve.ts';
import { type Box, nodeSize, portsText, shape } from './measure.ts';
import type { Picture, PictureEdge, PictureNode } from './picture.ts';

/** A picture with places on paper, in CSS pixels from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly areas: readonly (Box & { readonly namespace: string })[];
  readonly nodes: readonly (Box & { readonly node: PictureNode })[];
  readonly edges: readonly LaidEdge[];
  readonly leftOut: readonly string[];
}

export interface LaidEdge {
  readonly edge: PictureEdge;
  /** From border to border, through the middle of its label. */
  readonly points: readonly Point[];
  /** Its ports, as far as they fit beside it, and where their middle is. */
  readonly text: string;
  readonly label: Point;
}

/** Lays a picture out from left to right: who calls stands left of what is called, and namespaces are areas. */
export function layoutOf(picture: Picture): Layout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 30, ranksep: 46, edgesep: 14, marginx: 24, marginy: 24 });
  // Names may be anything, also the words that JavaScript objects know; numbers are safe.
  const ids = new Map(picture.nodes.map((node, i) => [node.id, `n${i}`]));
  const namespaces = [...new Set(picture.nodes.flatMap((n) => n.namespace ?? []))];
  namespaces.forEach((namespace, i) => {
    graph.setNode(`a${i}`, { label: namespace });
  });
  for (const node of picture.nodes) {
    const id = ids.get(node.id) ?? '';
    graph.setNode(id, { ...nodeSize(node) });
    if (node.namespace !== undefined) graph.setParent(id, `a${namespaces.indexOf(node.namespace)}`);
  }
  picture.edges.forEach((edge, i) => {
    const size = { width: shape.portWidth(edgeText(edge)), height: shape.line, labelpos: 'c' };
    graph.setEdge(ids.get(edge.from) ?? '', ids.get(edge.to) ?? '', size, `e${i}`);
  });
  layout(graph);
  const boxOf = (id: string): Box => {
    const { x, y, width, height }: Box = graph.node(id);
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  const edges = picture.edges.map((edge, i): LaidEdge => {
    const laid: { points?: Point[]; x?: number; y?: number } = graph.edge(
      ids.get(edge.from) ?? '',
      ids.get(edge.to) ?? '',
      `e${i}`,
    );
    const { points = [], x = 0, y = 0 } = laid;
    return { edge, points, text: edgeText(edge), label: onCurve(points, { x, y }) };
  });
  const { width = 0, height = 0 }: { width?: number; height?: number } = graph.graph();
  return {
    width: Math.max(width, 320),
    height: Math.max(height, 80),
    areas: namespaces.map((namespace, i) => ({ namespace, ...boxOf(`a${i}`) })),
    nodes: picture.nodes.map((node) => ({ node, ...boxOf(ids.get(node.id) ?? '') })),
    edges,
    leftOut: picture.leftOut,
  };
}

/** What stands at an arrow: its ports, with a question mark where it is unknown whether they are let through. */
const edgeText = ({ ports, verdict }: PictureEdge): string =>
  verdict === 'unknown' ? `? ${portsText(ports)}` : portsText(ports);

/** What an arrow says, whole: for those who hear it, and when one points at it. */
export function edgeSentence({ edge }: Pick<LaidEdge, 'edge'>, nodes: readonly PictureNode[]): string {
  const titleOf = (id: string) => nodes.find((n) => n.id === id)?.title ?? '';
  const verdict = edge.verdict === 'unknown' ? ' (unknown)' : '';
  return `${titleOf(edge.from)} to ${titleOf(edge.to)}: ${describePorts(edge.ports)}${verdict}`;
}
