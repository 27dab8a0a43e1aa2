/** What keys do, in one table: the handlers and the dialog behind `?` both read it. */
export type Command =
  | 'search-palette'
  | 'move-left'
  | 'move-right'
  | 'move-up'
  | 'move-down'
  | 'push-left'
  | 'push-right'
  | 'push-up'
  | 'push-down'
  | 'size-left'
  | 'size-right'
  | 'size-up'
  | 'size-down'
  | 'open-inspector'
  | 'connect'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'select-all'
  | 'save'
  | 'preview'
  | 'run'
  | 'layout'
  | 'fit'
  | 'actual-size'
  | 'rename'
  | 'comment'
  | 'duplicate'
  | 'keys'
  | 'leave';

export interface Binding {
  readonly command: Command;
  /** As people write it: `Ctrl+Z`. `Ctrl` is also the Command key. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Works while the cursor is in a field. */
  readonly inFields?: boolean;
}

export const bindings: readonly Binding[] = [
  { command: 'search-palette', keys: ['/'], does: 'Search the palette' },
  { command: 'move-left', keys: ['ArrowLeft'], does: 'To the node on the left' },
  { command: 'move-right', keys: ['ArrowRight'], does: 'To the node on the right' },
  { command: 'move-up', keys: ['ArrowUp'], does: 'To the node above' },
  { command: 'move-down', keys: ['ArrowDown'], does: 'To the node below' },
  { command: 'push-left', keys: ['Shift+ArrowLeft'], does: 'Move what is selected to the left' },
  { command: 'push-right', keys: ['Shift+ArrowRight'], does: 'Move what is selected to the right' },
  { command: 'push-up', keys: ['Shift+ArrowUp'], does: 'Move what is selected up' },
  { command: 'push-down', keys: ['Shift+ArrowDown'], does: 'Move what is selected down' },
  { command: 'size-left', keys: ['Shift+Ctrl+ArrowLeft'], does: 'Make the comment narrower' },
  { command: 'size-right', keys: ['Shift+Ctrl+ArrowRight'], does: 'Make the comment wider' },
  { command: 'size-up', keys: ['Shift+Ctrl+ArrowUp'], does: 'Make the comment lower' },
  { command: 'size-down', keys: ['Shift+Ctrl+ArrowDown'], does: 'Make the comment higher' },
  { command: 'open-inspector', keys: ['Enter'], does: 'Open the inspector of the node, or write in the comment' },
  { command: 'connect', keys: ['c'], does: 'Connect the node to another or a new one' },
  { command: 'rename', keys: ['F2'], does: 'Rename the node' },
  { command: 'comment', keys: ['n'], does: 'Write a comment on the canvas' },
  { command: 'duplicate', keys: ['Ctrl+D'], does: 'Duplicate what is selected' },
  { command: 'delete', keys: ['Delete', 'Backspace'], does: 'Delete what is selected' },
  { command: 'undo', keys: ['Ctrl+Z'], does: 'Undo' },
  { command: 'redo', keys: ['Shift+Ctrl+Z', 'Ctrl+Y'], does: 'Redo' },
  { command: 'select-all', keys: ['Ctrl+A'], does: 'Select all nodes and comments' },
  { command: 'save', keys: ['Ctrl+S'], does: 'Save a version now', inFields: true },
  { command: 'preview', keys: ['p'], does: 'Start or stop the preview' },
  { command: 'run', keys: ['r'], does: 'Run the flow' },
  { command: 'layout', keys: ['l'], does: 'Arrange the nodes' },
  { command: 'fit', keys: ['f'], does: 'Show the whole flow' },
  { command: 'actual-size', keys: ['1'], does: 'Draw at 100 %' },
  { command: 'keys', keys: ['?'], does: 'Show all keys' },
  { command: 'leave', keys: ['Escape'], does: 'Leave the field, or select nothing', inFields: true },
];

/** The key that the menu shows beside a command. */
export const keyOf = (command: Command): string | undefined => bindings.find((b) => b.command === command)?.keys[0];

/** Copying and pasting are the browser's own commands; they are listed beside the others. */
export const browserKeys = [
  { keys: ['Ctrl+C'], does: 'Copy what is selected' },
  { keys: ['Ctrl+X'], does: 'Cut what is selected' },
  { keys: ['Ctrl+V'], does: 'Paste nodes and comments' },
] as const;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key press; `inField` when the cursor is where text is typed. */
export function commandOf(press: KeyPress, inField: boolean): Command | undefined {
  if (press.altKey) return undefined;
  const written = write(press);
  return bindings.find((b) => (!inField || b.inFields === true) && b.keys.includes(written))?.command;
}

/** Signs stand for themselves whatever was held to type them; letters do not with Ctrl. */
function write(press: KeyPress): string {
  const ctrl = press.ctrlKey || press.metaKey;
  if (press.key.length === 1 && !ctrl)
    return press.shiftKey && /[a-z]/i.test(press.key) ? `Shift+${press.key}` : press.key;
  const name = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  return `${press.shiftKey ? 'Shift+' : ''}${ctrl ? 'Ctrl+' : ''}${name}`;
}
