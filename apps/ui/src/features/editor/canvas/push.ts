import { moveItems } from '../document/operations/items.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { placesOf } from './items-of.ts';
import type { Direction } from './neighbour.ts';

/** A dot of the background, in the canvas's pixels. */
const step = 24;

export const steps: Readonly<Record<Direction, { x: number; y: number }>> = {
  left: { x: -step, y: 0 },
  right: { x: step, y: 0 },
  up: { x: 0, y: -step },
  down: { x: 0, y: step },
};

/** Moves what is selected by a step. Several steps of the same things are one gesture. Returns false when nothing is selected. */
export function push({ document, canvas }: FlowEditor, direction: Direction): boolean {
  const selected = canvas.state.nodes.filter((element) => element.selected);
  const { x, y } = steps[direction];
  const moved = selected.map((element) => ({
    ...element,
    position: { x: element.position.x + x, y: element.position.y + y },
  }));
  moveItems(document, placesOf(moved), 'Move', `push ${selected.map((element) => element.id).join(' ')}`);
  return selected.length > 0;
}
