import { copyItems, pasteItems } from '../document/operations/clipboard.ts';
import { commentIn } from '../document/operations/comments.ts';
import { disconnect } from '../document/operations/connections.ts';
import { type Items, itemsInWords, removeItems } from '../document/operations/items.ts';
import { currentDocument } from '../document/store.ts';
import { useCanvas } from './canvas/canvas-store.ts';
import { canvasId } from './canvas/comments/elements.ts';
import type { CanvasNode } from './canvas/elements.ts';
import { itemsOf } from './canvas/items-of.ts';
import { focusNode } from './canvas/view.ts';
import { say, select, useEditor } from './state.ts';

/** What is selected and still there: undoing may have taken it away. */
function selected(): Items {
  const { selection, comments } = useEditor.getState();
  const document = currentDocument();
  return {
    nodes: selection.filter((name) => Object.hasOwn(document.spec.nodes, name)),
    comments: comments.filter((id) => commentIn(document, id)),
  };
}

export function selectElements(elements: readonly CanvasNode[]): void {
  const { nodes, comments } = itemsOf(elements);
  select(nodes, comments);
}

/** The selected node, or else the selected comment. */
export function selectedElement(): CanvasNode | undefined {
  const { nodes, comments } = selected();
  const comment = comments.at(-1);
  const id = nodes.at(-1) ?? (comment && canvasId(currentDocument(), comment));
  return useCanvas.getState().nodes.find((element) => element.id === id);
}

/** What is selected, or else what the cursor is on. */
export function currentElement(): CanvasNode | undefined {
  const id = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  return selectedElement() ?? useCanvas.getState().nodes.find((element) => element.id === id);
}

/** The name of the node that is meant, when it is no comment. */
export function currentNode(): string | undefined {
  const element = currentElement();
  return element?.type === 'flow' ? element.id : undefined;
}

/** Deletes the selected nodes and comments, or else the selected connections. It can be undone, so nobody is asked. */
export function deleteSelection(): false | undefined {
  const { edges, selectedEdges } = useCanvas.getState();
  const chosen = edges.filter((edge) => selectedEdges.has(edge.id));
  const items = selected();
  if (items.nodes.length + items.comments.length > 0) {
    removeItems(items);
    select([]);
    say(`${inWords(items)} deleted. Ctrl+Z brings it back.`);
  } else if (chosen.length > 0) {
    disconnect(chosen.flatMap((edge) => (edge.data ? [edge.data.to] : [])));
    useCanvas.setState({ selectedEdges: new Set() });
    say('Connection deleted. Ctrl+Z brings it back.');
  } else return false;
  return undefined;
}

const inWords = ({ nodes, comments }: Items) =>
  [...nodes, ...(comments.length > 0 ? [itemsInWords({ nodes: [], comments })] : [])].join(', ');

/** The selected nodes and comments as a text for the clipboard. */
export function copySelection(): string | undefined {
  const text = selectionAsText();
  if (text === undefined) return undefined;
  say(`${inWords(selected())} copied`);
  copied = text;
  return text;
}

function selectionAsText(): string | undefined {
  const items = selected();
  return items.nodes.length + items.comments.length === 0 ? undefined : copyItems(currentDocument(), items);
}

export function cutSelection(): string | undefined {
  const text = copySelection();
  if (text !== undefined) deleteSelection();
  return text;
}

/** What was copied last on this page. The system's clipboard may not be read without a key or a question. */
let copied: string | undefined;

/** Copies to the system's clipboard too, for other pages. */
export function rememberSelection(): void {
  const text = copySelection();
  if (text !== undefined) void navigator.clipboard?.writeText(text).catch(() => {});
}

export const hasCopied = (): boolean => copied !== undefined;
export const pasteCopied = (): boolean => copied !== undefined && paste(copied);

/** Pastes a copied text and selects what came. Returns false when it is something else. */
export function paste(text: string): boolean {
  const items = pasteItems(text);
  const { nodes, comments } = items;
  if (nodes.length + comments.length === 0) return false;
  select(nodes, comments);
  say(`${inWords(items)} pasted`);
  requestAnimationFrame(() => {
    const element = selectedElement();
    if (element) focusNode(element.id);
  });
  return true;
}

export function duplicateSelection(): false | undefined {
  const text = selectionAsText();
  if (text === undefined) return false;
  paste(text);
  return undefined;
}
