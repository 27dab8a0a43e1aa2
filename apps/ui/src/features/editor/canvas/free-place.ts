import type { FlowDocument } from '@headrace/flow';
import { type Position, positionOf } from '../document/operations/nodes.ts';
import { nodeSize } from './node-size.ts';

const gap = { x: 80, y: 32 };

/** A place right of a node that no other node covers; without a node, one right of all. */
export function freePlace(document: FlowDocument, after: string | undefined): Position {
  const taken = Object.entries(document.spec.nodes).map(([name, node], i) => {
    const { x, y } = positionOf(document, name, i);
    return { name, x, y, ...nodeSize(node.type) };
  });
  const origin = taken.find((node) => node.name === after) ?? taken.toSorted((a, b) => b.x - a.x)[0];
  if (!origin) return { x: 80, y: 120 };
  const place = { x: origin.x + origin.width + gap.x, y: origin.y };
  const covering = () =>
    taken.find((at) => Math.abs(at.x - place.x) < at.width && Math.abs(at.y - place.y) < at.height + gap.y / 2);
  for (let below = covering(); below; below = covering()) place.y = below.y + below.height + gap.y;
  return place;
}
