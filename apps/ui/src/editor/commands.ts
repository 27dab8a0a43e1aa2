import { copyNodes } from '../document/operations/clipboard.ts';
import { disconnect } from '../document/operations/connections.ts';
import { positionOf, removeNodes } from '../document/operations/nodes.ts';
import { currentDocument, redo, undo } from '../document/store.ts';
import { isOn, usePreview } from '../preview/store.ts';
import type { Command } from '../shell/keys.ts';
import { openAddMenu } from './canvas/add-menu-store.ts';
import { arrangeAll } from './canvas/arrange-all.ts';
import { useCanvas } from './canvas/canvas-store.ts';
import { type Direction, neighbour } from './canvas/neighbour.ts';
import { fit, focusNode } from './canvas/view.ts';
import { typeOf } from './catalogue.ts';
import { setPanel } from './panels/panel-store.ts';
import { session } from './session.ts';
import { focusField, openDialog, say, select, selectedNode, useEditor } from './state.ts';

const selected = () =>
  useEditor.getState().selection.filter((name) => Object.hasOwn(currentDocument().spec.nodes, name));
/** The selected node, or else the one that the cursor is on. */
const current = () => selected().at(-1) ?? focused();

function focused(): string | undefined {
  const name = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  return name !== undefined && Object.hasOwn(currentDocument().spec.nodes, name) ? name : undefined;
}

/** Does what a key means. Returns whether there was something to do. */
export function runCommand(command: Command): boolean {
  return handlers[command]() !== false;
}

const handlers: Record<Command, () => unknown> = {
  'search-palette': () => {
    setPanel('palette', { collapsed: false });
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.palette input')?.focus());
  },
  'move-left': () => moveTo('left'),
  'move-right': () => moveTo('right'),
  'move-up': () => moveTo('up'),
  'move-down': () => moveTo('down'),
  'open-inspector': () =>
    withCurrent((name) => {
      setPanel('inspector', { collapsed: false });
      focusField(name);
    }),
  connect: () => withCurrent(openConnect),
  rename: () =>
    withCurrent(() => {
      setPanel('inspector', { collapsed: false });
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.inspector__name input')?.select());
    }),
  delete: deleteSelected,
  undo: () => undo(),
  redo: () => redo(),
  'select-all': () => select(Object.keys(currentDocument().spec.nodes)),
  save: () => void session().saveNow(),
  preview: togglePreview,
  run: () => openDialog('run'),
  layout: () => arrangeAll(),
  fit: () => fit(),
  keys: () => openDialog('keys'),
  leave,
};

function withCurrent(act: (name: string) => void): false | undefined {
  const name = current();
  if (name === undefined) return false;
  act(name);
  return undefined;
}

function moveTo(direction: Direction): void {
  const document = currentDocument();
  const positions = new Map(Object.keys(document.spec.nodes).map((name, i) => [name, positionOf(document, name, i)]));
  const from = current();
  const next = from === undefined ? positions.keys().next().value : neighbour(positions, from, direction);
  if (next === undefined) return;
  select([next]);
  requestAnimationFrame(() => focusNode(next));
}

function openConnect(name: string): void {
  const port = typeOf(currentDocument().spec.nodes[name]?.type)?.outputs[0];
  if (!port) {
    say(`${name} has no output to connect`);
    return;
  }
  const box = document.querySelector(`.react-flow__node[data-id="${CSS.escape(name)}"]`)?.getBoundingClientRect();
  openAddMenu({ x: box?.right ?? 300, y: box?.top ?? 200, origin: { node: name, port: port.name }, existing: true });
}

/** Deletes the selected connections, or else the selected nodes. It can be undone, so nobody is asked. */
function deleteSelected(): false | undefined {
  const { edges, selectedEdges } = useCanvas.getState();
  const chosen = edges.filter((edge) => selectedEdges.has(edge.id));
  const names = selected();
  if (names.length > 0) {
    removeNodes(names);
    select([]);
    say(`${names.join(', ')} deleted. Ctrl+Z brings it back.`);
  } else if (chosen.length > 0) {
    disconnect(chosen.flatMap((edge) => (edge.data ? [edge.data.to] : [])));
    useCanvas.setState({ selectedEdges: new Set() });
    say('Connection deleted. Ctrl+Z brings it back.');
  } else return false;
  return undefined;
}

function togglePreview(): void {
  const { status, from } = usePreview.getState();
  if (isOn(status)) session().preview.stop();
  else session().preview.start(from);
}

/** Out of a field to the canvas; on the canvas, nothing stays selected. */
function leave(): void {
  const active = document.activeElement as HTMLElement | null;
  const name = selectedNode(useEditor.getState());
  if (name !== undefined && active && !active.closest('.react-flow')) focusNode(name);
  else select([]);
}

export function copySelection(): string | undefined {
  const names = selected();
  if (names.length === 0) return undefined;
  say(`${names.join(', ')} copied`);
  return copyNodes(currentDocument(), names);
}

export function cutSelection(): string | undefined {
  const text = copySelection();
  if (text !== undefined) deleteSelected();
  return text;
}
