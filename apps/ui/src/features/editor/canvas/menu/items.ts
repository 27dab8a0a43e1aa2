import { inputPorts, typeOf } from '../../catalogue.ts';
import { runCommand } from '../../commands.ts';
import type { FlowEditor } from '../../flow-editor.ts';
import { type Command, keyOf } from '../../keys.ts';
import { isOn } from '../../preview/preview.ts';
import { hasCopied, pasteCopied, rememberSelection } from '../../selection.ts';
import { showEvents, showHelp } from '../../show.ts';
import type { MenuAt } from '../canvas-model.ts';
import { writeCommentAt } from '../comments/write.ts';

/** A line of a context menu; `null` is a divider. */
export type MenuLine = {
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut: string | undefined;
  readonly isDisabled: boolean;
  readonly isDanger: boolean;
  act(): void;
} | null;

const line = (
  label: string,
  act: () => void,
  more: { shortcut?: string; isDisabled?: boolean; isDanger?: boolean } = {},
): MenuLine => ({
  label,
  act,
  shortcut: more.shortcut,
  isDisabled: more.isDisabled ?? false,
  isDanger: more.isDanger ?? false,
});

/** What a key does too. */
const command = (editor: FlowEditor, name: Command, label: string): MenuLine =>
  line(label, () => void runCommand(editor, name), { shortcut: keyOf(name) ?? '', isDanger: name === 'delete' });

/** What can be done with what was clicked. */
export function linesOf(editor: FlowEditor, at: MenuAt): MenuLine[] {
  const { target } = at;
  if (target.kind === 'edge') return edgeLines(editor, at, target.edge);
  if (target.kind === 'canvas') return canvasLines(editor, at);
  if (target.kind === 'comment') return [command(editor, 'open-inspector', 'Write'), null, ...clipboardLines(editor)];
  return nodeLines(editor, target.element.id, target.element.type === 'flow' ? target.element.data.type : '');
}

function nodeLines(editor: FlowEditor, name: string, type: string): MenuLine[] {
  const known = typeOf(type);
  const hasEvents = (known?.outputs.length ?? 0) > 0 || inputPorts(known).length > 0;
  const events = isOn(editor.preview.state.status) ? 'Show its events' : 'Preview its events';
  return [
    command(editor, 'open-inspector', 'Edit'),
    command(editor, 'rename', 'Rename'),
    ...(known && known.outputs.length > 0 ? [command(editor, 'connect', 'Connect to…')] : []),
    null,
    line(events, () => showEvents(editor, name), { isDisabled: !hasEvents }),
    line('Help', () => showHelp(editor, name)),
    null,
    ...clipboardLines(editor),
  ];
}

const clipboardLines = (editor: FlowEditor): MenuLine[] => [
  line('Copy', () => rememberSelection(editor), { shortcut: 'Ctrl+C' }),
  command(editor, 'duplicate', 'Duplicate'),
  null,
  command(editor, 'delete', 'Delete'),
];

function edgeLines(
  editor: FlowEditor,
  { x, y }: MenuAt,
  { data }: Extract<MenuAt['target'], { kind: 'edge' }>['edge'],
): MenuLine[] {
  const insert = () => {
    if (data) editor.canvas.openAddMenu({ x, y, purpose: { kind: 'insert', origin: data.from, into: data.to } });
  };
  return [line('Insert a node…', insert), null, command(editor, 'delete', 'Delete')];
}

const canvasLines = (editor: FlowEditor, { x, y }: MenuAt): MenuLine[] => [
  line('Add a node here…', () => editor.canvas.openAddMenu({ x, y, purpose: { kind: 'free' } })),
  line('Comment here', () => writeCommentAt(editor, editor.canvas.viewport.toCanvas(x, y))),
  line('Paste', () => pasteCopied(editor), { shortcut: 'Ctrl+V', isDisabled: !hasCopied() }),
  null,
  command(editor, 'select-all', 'Select all'),
  command(editor, 'layout', 'Arrange'),
  command(editor, 'fit', 'Show all'),
  command(editor, 'actual-size', 'Draw at 100 %'),
];
