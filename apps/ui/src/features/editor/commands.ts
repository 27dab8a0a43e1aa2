import { flushSync } from 'react-dom';
import { arrangeAll } from './canvas/arrange-all.ts';
import { resize } from './canvas/comments/resize.ts';
import { beginWriting, writeComment } from './canvas/comments/write.ts';
import { type Direction, neighbour } from './canvas/neighbour.ts';
import { push } from './canvas/push.ts';
import { typeOf } from './catalogue.ts';
import type { FlowEditor } from './flow-editor.ts';
import type { Command } from './keys.ts';
import { type PanelName, setPanel } from './panels/panel-store.ts';
import { isOn } from './preview/preview.ts';
import { currentElement, currentNode, deleteSelection, duplicateSelection, selectedElement } from './selection.ts';

/** Does what a key means. Returns whether there was something to do. */
export function runCommand(editor: FlowEditor, command: Command): boolean {
  return handlers[command](editor) !== false;
}

const handlers: Record<Command, (editor: FlowEditor) => unknown> = {
  'search-palette': (editor) => {
    showNow('palette');
    editor.fields.paletteSearch?.focus();
  },
  'move-left': moveTo('left'),
  'move-right': moveTo('right'),
  'move-up': moveTo('up'),
  'move-down': moveTo('down'),
  'push-left': (editor) => push(editor, 'left'),
  'push-right': (editor) => push(editor, 'right'),
  'push-up': (editor) => push(editor, 'up'),
  'push-down': (editor) => push(editor, 'down'),
  'size-left': (editor) => resize(editor, 'left'),
  'size-right': (editor) => resize(editor, 'right'),
  'size-up': (editor) => resize(editor, 'up'),
  'size-down': (editor) => resize(editor, 'down'),
  'open-inspector': openCurrent,
  connect: (editor) => withCurrent(editor, openConnect),
  rename: (editor) => withCurrent(editor, beginRename),
  comment: writeComment,
  duplicate: duplicateSelection,
  delete: deleteSelection,
  undo: (editor) => editor.document.undo(),
  redo: (editor) => editor.document.redo(),
  'select-all': ({ canvas }) => canvas.select(canvas.state.nodes),
  save: (editor) => void editor.saveNow(),
  preview: togglePreview,
  run: ({ ui }) => ui.openDialog('run'),
  layout: arrangeAll,
  'actual-size': ({ canvas }) => canvas.viewport.actualSize(),
  fit: ({ canvas }) => canvas.viewport.fit(),
  keys: ({ ui }) => ui.openDialog('keys'),
  leave,
};

function withCurrent(editor: FlowEditor, act: (editor: FlowEditor, name: string) => void): false | undefined {
  const name = currentNode(editor);
  if (name === undefined) return false;
  act(editor, name);
  return undefined;
}

function beginRename({ ui, fields }: FlowEditor, name: string): void {
  ui.select([name]);
  showNow('inspector');
  fields.nodeName?.focus();
  fields.nodeName?.select();
}

/** Opens a panel at once: its field is there before the next key is pressed, which may be a letter for it. */
function showNow(panel: PanelName): void {
  flushSync(() => setPanel(panel, { collapsed: false }));
}

/** Into the form of the node, or into the comment. */
function openCurrent(editor: FlowEditor): false | undefined {
  const element = currentElement(editor);
  if (!element) return false;
  if (element.type === 'comment') beginWriting(editor, element.data.comment);
  else {
    setPanel('inspector', { collapsed: false });
    editor.ui.focusField(element.id);
  }
  return undefined;
}

function moveTo(direction: Direction): (editor: FlowEditor) => void {
  return (editor) => {
    const { canvas } = editor;
    const elements = canvas.state.nodes;
    const positions = new Map(elements.map((element) => [element.id, element.position]));
    const from = currentElement(editor)?.id;
    const to = from === undefined ? elements[0]?.id : neighbour(positions, from, direction);
    const next = elements.find((element) => element.id === to);
    if (!next) return;
    canvas.select([next]);
    requestAnimationFrame(() => canvas.viewport.focusNode(next.id));
  };
}

function openConnect({ document, ui, canvas, root }: FlowEditor, name: string): void {
  const port = typeOf(document.current.spec.nodes[name]?.type)?.outputs[0];
  if (!port) {
    ui.announce(`${name} has no output to connect`);
    return;
  }
  const box = root?.querySelector(`.react-flow__node[data-id="${CSS.escape(name)}"]`)?.getBoundingClientRect();
  const purpose = { kind: 'connect', origin: { node: name, port: port.name } } as const;
  canvas.openAddMenu({ x: box?.right ?? 300, y: box?.top ?? 200, purpose });
}

function togglePreview({ preview, previewKeeper }: FlowEditor): void {
  const { status, from } = preview.state;
  if (isOn(status)) previewKeeper.stop();
  else previewKeeper.start(from);
}

/** Out of a field to the canvas, also out of one that is not there yet; on the canvas, nothing stays selected. */
function leave(editor: FlowEditor): void {
  const { ui, canvas } = editor;
  ui.forgetFocus();
  const active = document.activeElement;
  const element = selectedElement(editor);
  if (element && active && !active.closest('.react-flow')) canvas.viewport.focusNode(element.id);
  else ui.select([]);
}
