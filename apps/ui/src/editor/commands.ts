import { flushSync } from 'react-dom';
import { currentDocument, redo, undo } from '../document/store.ts';
import { isOn, usePreview } from '../preview/store.ts';
import type { Command } from '../shell/keys.ts';
import { openAddMenu } from './canvas/add-menu-store.ts';
import { arrangeAll } from './canvas/arrange-all.ts';
import { useCanvas } from './canvas/canvas-store.ts';
import { resize } from './canvas/comments/resize.ts';
import { beginWriting, writeComment } from './canvas/comments/write.ts';
import { type Direction, neighbour } from './canvas/neighbour.ts';
import { push } from './canvas/push.ts';
import { actualSize, fit, focusNode } from './canvas/view.ts';
import { typeOf } from './catalogue.ts';
import { type PanelName, setPanel } from './panels/panel-store.ts';
import {
  currentElement,
  currentNode,
  deleteSelection,
  duplicateSelection,
  selectElements,
  selectedElement,
} from './selection.ts';
import { session } from './session.ts';
import { focusField, forgetFocus, openDialog, say, select } from './state.ts';

/** Does what a key means. Returns whether there was something to do. */
export function runCommand(command: Command): boolean {
  return handlers[command]() !== false;
}

const handlers: Record<Command, () => unknown> = {
  'search-palette': () => void fieldOf('palette', '.palette input')?.focus(),
  'move-left': () => moveTo('left'),
  'move-right': () => moveTo('right'),
  'move-up': () => moveTo('up'),
  'move-down': () => moveTo('down'),
  'push-left': () => push('left'),
  'push-right': () => push('right'),
  'push-up': () => push('up'),
  'push-down': () => push('down'),
  'size-left': () => resize('left'),
  'size-right': () => resize('right'),
  'size-up': () => resize('up'),
  'size-down': () => resize('down'),
  'open-inspector': openCurrent,
  connect: () => withCurrent(openConnect),
  rename: () => withCurrent(beginRename),
  comment: () => writeComment(),
  duplicate: duplicateSelection,
  delete: deleteSelection,
  undo: () => undo(),
  redo: () => redo(),
  'select-all': () => selectElements(useCanvas.getState().nodes),
  save: () => void session().saveNow(),
  preview: togglePreview,
  run: () => openDialog('run'),
  layout: () => arrangeAll(),
  'actual-size': () => actualSize(),
  fit: () => fit(),
  keys: () => openDialog('keys'),
  leave,
};

function withCurrent(act: (name: string) => void): false | undefined {
  const name = currentNode();
  if (name === undefined) return false;
  act(name);
  return undefined;
}

function beginRename(name: string): void {
  select([name]);
  const field = fieldOf('inspector', '.inspector__name input');
  field?.focus();
  field?.select();
}

/** A field of a panel, which is opened for it: it is there before the next key is pressed, which may be a letter for it. */
function fieldOf(panel: PanelName, field: string): HTMLInputElement | null {
  flushSync(() => setPanel(panel, { collapsed: false }));
  return document.querySelector<HTMLInputElement>(field);
}

/** Into the form of the node, or into the comment. */
function openCurrent(): false | undefined {
  const element = currentElement();
  if (!element) return false;
  if (element.type === 'comment') beginWriting(element.data.comment);
  else {
    setPanel('inspector', { collapsed: false });
    focusField(element.id);
  }
  return undefined;
}

function moveTo(direction: Direction): void {
  const elements = useCanvas.getState().nodes;
  const positions = new Map(elements.map((element) => [element.id, element.position]));
  const from = currentElement()?.id;
  const to = from === undefined ? elements[0]?.id : neighbour(positions, from, direction);
  const next = elements.find((element) => element.id === to);
  if (!next) return;
  selectElements([next]);
  requestAnimationFrame(() => focusNode(next.id));
}

function openConnect(name: string): void {
  const port = typeOf(currentDocument().spec.nodes[name]?.type)?.outputs[0];
  if (!port) {
    say(`${name} has no output to connect`);
    return;
  }
  const box = document.querySelector(`.react-flow__node[data-id="${CSS.escape(name)}"]`)?.getBoundingClientRect();
  const purpose = { kind: 'connect', origin: { node: name, port: port.name } } as const;
  openAddMenu({ x: box?.right ?? 300, y: box?.top ?? 200, purpose });
}

function togglePreview(): void {
  const { status, from } = usePreview.getState();
  if (isOn(status)) session().preview.stop();
  else session().preview.start(from);
}

/** Out of a field to the canvas, also out of one that is not there yet; on the canvas, nothing stays selected. */
function leave(): void {
  forgetFocus();
  const active = document.activeElement as HTMLElement | null;
  const element = selectedElement();
  if (element && active && !active.closest('.react-flow')) focusNode(element.id);
  else select([]);
}
