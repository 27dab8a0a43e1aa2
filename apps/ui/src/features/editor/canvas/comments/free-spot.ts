import type { Box } from '../../document/operations/comments.ts';
import type { Position } from '../../document/operations/nodes.ts';

const step = 32;
/** Then it is crowded everywhere, and one more on top does no harm. */
const attempts = 60;

/** The place nearest above or below the wanted one where a box covers none of those that are there. */
export function freeSpot(wanted: Box, taken: readonly Box[]): Position {
  for (let i = 0; i < attempts; i++) {
    const y = wanted.y + (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * step;
    const box = { ...wanted, y };
    if (!taken.some((other) => overlap(box, other))) return { x: box.x, y };
  }
  return wanted;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
