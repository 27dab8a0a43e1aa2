import type { MouseEvent } from 'react';
import { select, useEditor } from '../../state.ts';
import { useCanvas } from '../canvas-store.ts';
import { hideEdgeCard } from '../edge-card/card-store.ts';
import { itemsOf } from '../items-of.ts';
import { type MenuTarget, openCanvasMenu, targetOf } from './menu-store.ts';

/** Text is typed there: the browser's own menu has what is needed. */
const fields = 'input, textarea, [contenteditable="true"]';

/** The right mouse button, Shift+F10, or the menu key: opens the menu of what is under it. */
export function openMenu(event: MouseEvent): void {
  const element = event.target as Element;
  if (element.closest(fields) || !element.closest('.react-flow, .canvas-empty')) return;
  event.preventDefault();
  hideEdgeCard();
  const target = targetOf(element);
  choose(target);
  openCanvasMenu({ ...placeOf(event, element, target), target });
}

/** The menu is about what is selected then: the node with all that is selected beside it, or the connection alone. */
function choose(target: MenuTarget): void {
  if (target.kind === 'canvas') return;
  const edges = target.kind === 'edge' ? [target.edge.id] : [];
  if (target.kind === 'edge') select([]);
  else {
    const { nodes, comments } = itemsOf([target.element]);
    const { selection, comments: chosen } = useEditor.getState();
    const isSelected = target.element.selected === true;
    const others = isSelected ? selection.filter((name) => !nodes.includes(name)) : [];
    select([...others, ...nodes], isSelected ? [...chosen] : comments);
  }
  useCanvas.setState((s) => ({
    selectedEdges: new Set(edges),
    edges: s.edges.map((e) => (e.selected === edges.includes(e.id) ? e : { ...e, selected: edges.includes(e.id) })),
  }));
}

/** At the pointer; by keyboard, at what the cursor is on. */
function placeOf(event: MouseEvent, element: Element, target: MenuTarget): { x: number; y: number } {
  const at = target.kind === 'canvas' ? element : (element.closest('.react-flow__node, .react-flow__edge') ?? element);
  const box = at.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  const isInside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return isInside && event.button === 2 ? { x, y } : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
