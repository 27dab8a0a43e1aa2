import type { Position } from '../document/operations/nodes.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The node that lies next in a direction: near along it, and not far off it. */
export function neighbour(
  positions: ReadonlyMap<string, Position>,
  from: string,
  direction: Direction,
): string | undefined {
  const start = positions.get(from);
  if (!start) return undefined;
  let best: { name: string; cost: number } | undefined;
  for (const [name, at] of positions) {
    if (name === from) continue;
    const [along, aside] = distances(at.x - start.x, at.y - start.y, direction);
    if (along <= 0) continue;
    const cost = along + aside * 2;
    if (!best || cost < best.cost) best = { name, cost };
  }
  return best?.name;
}

function distances(dx: number, dy: number, direction: Direction): [number, number] {
  if (direction === 'left') return [-dx, Math.abs(dy)];
  if (direction === 'right') return [dx, Math.abs(dy)];
  return [direction === 'up' ? -dy : dy, Math.abs(dx)];
}
