import { create } from 'zustand';

export type BottomTab = 'events' | 'problems' | 'sql' | 'runs';
export type InspectorTab = 'form' | 'help' | 'output' | 'sql';
export type DialogName = 'keys' | 'run' | 'stop' | 'conflict';

/** A wish to put the cursor into a field of a node's form; `nonce` makes an equal wish a new one. */
export interface FocusWish {
  readonly node: string;
  /** Path from the node; `undefined` for the first field that must be decided. */
  readonly path: readonly (string | number)[] | undefined;
  readonly nonce: number;
}

export interface EditorState {
  /** Selected nodes; the last one is the one that the inspector, the events and the SQL show. */
  readonly selection: readonly string[];
  /** Selected comments. */
  readonly comments: readonly string[];
  readonly tab: BottomTab;
  readonly inspectorTab: InspectorTab;
  readonly focus: FocusWish | undefined;
  readonly dialog: DialogName | undefined;
  /** Second pane of the events, beside the first. */
  readonly beside: string | undefined;
  /** The port whose events the first pane shows, when not the selected node's default one. */
  readonly port: string | undefined;
  /** What just happened, for screen readers. */
  readonly said: string;
}

const initial: EditorState = {
  selection: [],
  comments: [],
  tab: 'events',
  inspectorTab: 'form',
  focus: undefined,
  dialog: undefined,
  beside: undefined,
  port: undefined,
  said: '',
};

export const useEditor = create<EditorState>(() => initial);
export const resetEditor = (): void => useEditor.setState(initial);

export const selectedNode = (s: EditorState): string | undefined => s.selection.at(-1);

/** Selects nodes, and comments beside them. What was selected before is no more, nor is a wish for a field in it. */
export function select(names: readonly string[], comments: readonly string[] = []): void {
  const old = useEditor.getState();
  const changed = {
    ...(sameList(old.comments, comments) ? {} : { comments }),
    ...(sameList(old.selection, names) ? {} : { selection: names, port: undefined, focus: undefined }),
  };
  if (Object.keys(changed).length > 0) useEditor.setState(changed);
}

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((n, i) => n === b[i]);

let nonce = 0;

/** Selects a node and puts the cursor into a field of its form. */
export function focusField(node: string, path?: readonly (string | number)[]): void {
  select([node]);
  const tab: InspectorTab = path?.[0] === 'output' ? 'output' : 'form';
  useEditor.setState({ inspectorTab: tab, focus: { node, path, nonce: ++nonce } });
}

/** Nobody waits for a field any more. */
export const forgetFocus = (): void => useEditor.setState({ focus: undefined });

export const openDialog = (dialog: DialogName): void => useEditor.setState({ dialog });
export const closeDialog = (): void => useEditor.setState({ dialog: undefined });
export const say = (said: string): void => useEditor.setState({ said });
