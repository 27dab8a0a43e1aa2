import type { MouseEvent } from 'react';
import type { FlowEditor } from '../../flow-editor.ts';
import type { MenuTarget } from '../canvas-model.ts';
import { itemsOf } from '../items-of.ts';

/** Text is typed there: the browser's own menu has what is needed. */
const fields = 'input, textarea, [contenteditable="true"]';

/** The right mouse button, Shift+F10, or the menu key: opens the menu of what is under it. */
export function openMenu(editor: FlowEditor, event: MouseEvent): void {
  const element = event.target;
  if (!(element instanceof Element)) return;
  if (element.closest(fields) || !element.closest('.react-flow, .canvas-empty')) return;
  event.preventDefault();
  const { canvas } = editor;
  canvas.edgeCard.hide();
  const target = canvas.targetOf(element);
  choose(editor, target);
  canvas.openMenu({ ...placeOf(event, element, target), target });
}

/** The menu is about what is selected then: the node with all that is selected beside it, or the connection alone. */
function choose({ ui, canvas }: FlowEditor, target: MenuTarget): void {
  if (target.kind === 'canvas') return;
  const edges = target.kind === 'edge' ? [target.edge.id] : [];
  if (target.kind === 'edge') ui.select([]);
  else {
    const { nodes, comments } = itemsOf([target.element]);
    const { selection, comments: chosen } = ui.state;
    const isSelected = target.element.selected === true;
    const others = isSelected ? selection.filter((name) => !nodes.includes(name)) : [];
    ui.select([...others, ...nodes], isSelected ? [...chosen] : comments);
  }
  canvas.selectEdges(new Set(edges));
}

/** At the pointer; by keyboard, at what the cursor is on. */
function placeOf(event: MouseEvent, element: Element, target: MenuTarget): { x: number; y: number } {
  const at = target.kind === 'canvas' ? element : (element.closest('.react-flow__node, .react-flow__edge') ?? element);
  const box = at.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  const isInside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return isInside && event.button === 2 ? { x, y } : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
