import { canvasId } from './canvas/comments/elements.ts';
import type { CanvasNode } from './canvas/elements.ts';
import { copyItems, pasteItems } from './document/operations/clipboard.ts';
import { commentIn } from './document/operations/comments.ts';
import { disconnect } from './document/operations/connections.ts';
import { type Items, itemsInWords, removeItems } from './document/operations/items.ts';
import type { FlowEditor } from './flow-editor.ts';

/** What is selected and still there: undoing may have taken it away. */
function selected(editor: FlowEditor): Items {
  const { selection, comments } = editor.ui.state;
  const document = editor.document.current;
  return {
    nodes: selection.filter((name) => Object.hasOwn(document.spec.nodes, name)),
    comments: comments.filter((id) => commentIn(document, id)),
  };
}

/** The selected node, or else the selected comment. */
export function selectedElement(editor: FlowEditor): CanvasNode | undefined {
  const { nodes, comments } = selected(editor);
  const comment = comments.at(-1);
  const id = nodes.at(-1) ?? (comment && canvasId(editor.document.current, comment));
  return editor.canvas.state.nodes.find((element) => element.id === id);
}

/** What is selected, or else what the cursor is on. */
export function currentElement(editor: FlowEditor): CanvasNode | undefined {
  const id = window.document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  return selectedElement(editor) ?? editor.canvas.state.nodes.find((element) => element.id === id);
}

/** The name of the node that is meant, when it is no comment. */
export function currentNode(editor: FlowEditor): string | undefined {
  const element = currentElement(editor);
  return element?.type === 'flow' ? element.id : undefined;
}

/** Deletes the selected nodes and comments, or else the selected connections. It can be undone, so nobody is asked. */
export function deleteSelection(editor: FlowEditor): false | undefined {
  const { edges, selectedEdges } = editor.canvas.state;
  const chosen = edges.filter((edge) => selectedEdges.has(edge.id));
  const items = selected(editor);
  if (items.nodes.length + items.comments.length > 0) {
    removeItems(editor.document, items);
    editor.ui.select([]);
    editor.ui.announce(`${inWords(items)} deleted. Ctrl+Z brings it back.`);
  } else if (chosen.length > 0) {
    disconnect(
      editor.document,
      chosen.flatMap((edge) => (edge.data ? [edge.data.to] : [])),
    );
    editor.canvas.selectEdges(new Set());
    editor.ui.announce('Connection deleted. Ctrl+Z brings it back.');
  } else return false;
  return undefined;
}

const inWords = ({ nodes, comments }: Items) =>
  [...nodes, ...(comments.length > 0 ? [itemsInWords({ nodes: [], comments })] : [])].join(', ');

/** The selected nodes and comments as a text for the clipboard. */
export function copySelection(editor: FlowEditor): string | undefined {
  const text = selectionAsText(editor);
  if (text === undefined) return undefined;
  editor.ui.announce(`${inWords(selected(editor))} copied`);
  copied = text;
  return text;
}

function selectionAsText(editor: FlowEditor): string | undefined {
  const items = selected(editor);
  return items.nodes.length + items.comments.length === 0 ? undefined : copyItems(editor.document.current, items);
}

export function cutSelection(editor: FlowEditor): string | undefined {
  const text = copySelection(editor);
  if (text !== undefined) deleteSelection(editor);
  return text;
}

/** What was copied last on this page. The system's clipboard may not be read without a key or a question. */
let copied: string | undefined;

/** Copies to the system's clipboard too, for other pages. */
export function rememberSelection(editor: FlowEditor): void {
  const text = copySelection(editor);
  if (text !== undefined) void navigator.clipboard?.writeText(text).catch(() => {});
}

export const hasCopied = (): boolean => copied !== undefined;
export const pasteCopied = (editor: FlowEditor): boolean => copied !== undefined && paste(editor, copied);

/** Pastes a copied text and selects what came. Returns false when it is something else. */
export function paste(editor: FlowEditor, text: string): boolean {
  const items = pasteItems(editor.document, text);
  const { nodes, comments } = items;
  if (nodes.length + comments.length === 0) return false;
  editor.ui.select(nodes, comments);
  editor.ui.announce(`${inWords(items)} pasted`);
  requestAnimationFrame(() => {
    const element = selectedElement(editor);
    if (element) editor.canvas.viewport.focusNode(element.id);
  });
  return true;
}

export function duplicateSelection(editor: FlowEditor): false | undefined {
  const text = selectionAsText(editor);
  if (text === undefined) return false;
  paste(editor, text);
  return undefined;
}
