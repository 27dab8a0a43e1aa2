import { isOn, usePreview } from '../../../preview/store.ts';
import { type Command, keyOf } from '../../../shell/keys.ts';
import { inputPorts, typeOf } from '../../catalogue.ts';
import { runCommand } from '../../commands.ts';
import { hasCopied, pasteCopied, rememberSelection } from '../../selection.ts';
import { showEvents, showHelp } from '../../show.ts';
import { openAddMenu } from '../add-menu-store.ts';
import { writeCommentAt } from '../comments/write.ts';
import { toCanvas } from '../view.ts';
import type { MenuAt } from './menu-store.ts';

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
const command = (name: Command, label: string): MenuLine =>
  line(label, () => void runCommand(name), { shortcut: keyOf(name) ?? '', isDanger: name === 'delete' });

/** What can be done with what was clicked. */
export function linesOf(at: MenuAt): MenuLine[] {
  const { target } = at;
  if (target.kind === 'edge') return edgeLines(at, target.edge);
  if (target.kind === 'canvas') return canvasLines(at);
  if (target.kind === 'comment') return [command('open-inspector', 'Write'), null, ...clipboardLines()];
  return nodeLines(target.element.id, target.element.type === 'flow' ? target.element.data.type : '');
}

function nodeLines(name: string, type: string): MenuLine[] {
  const known = typeOf(type);
  const hasEvents = (known?.outputs.length ?? 0) > 0 || inputPorts(known).length > 0;
  const events = isOn(usePreview.getState().status) ? 'Show its events' : 'Preview its events';
  return [
    command('open-inspector', 'Edit'),
    command('rename', 'Rename'),
    ...(known && known.outputs.length > 0 ? [command('connect', 'Connect to…')] : []),
    null,
    line(events, () => showEvents(name), { isDisabled: !hasEvents }),
    line('Help', () => showHelp(name)),
    null,
    ...clipboardLines(),
  ];
}

const clipboardLines = (): MenuLine[] => [
  line('Copy', rememberSelection, { shortcut: 'Ctrl+C' }),
  command('duplicate', 'Duplicate'),
  null,
  command('delete', 'Delete'),
];

function edgeLines({ x, y }: MenuAt, { data }: Extract<MenuAt['target'], { kind: 'edge' }>['edge']): MenuLine[] {
  const insert = () => {
    if (data) openAddMenu({ x, y, purpose: { kind: 'insert', origin: data.from, into: data.to } });
  };
  return [line('Insert a node…', insert), null, command('delete', 'Delete')];
}

const canvasLines = ({ x, y }: MenuAt): MenuLine[] => [
  line('Add a node here…', () => openAddMenu({ x, y, purpose: { kind: 'free' } })),
  line('Comment here', () => writeCommentAt(toCanvas(x, y))),
  line('Paste', () => pasteCopied(), { shortcut: 'Ctrl+V', isDisabled: !hasCopied() }),
  null,
  command('select-all', 'Select all'),
  command('layout', 'Arrange'),
  command('fit', 'Show all'),
  command('actual-size', 'Draw at 100 %'),
];
