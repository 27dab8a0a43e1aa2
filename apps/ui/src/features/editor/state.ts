import { createStore } from 'zustand/vanilla';

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

export const selectedNode = (s: EditorState): string | undefined => s.selection.at(-1);

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((n, i) => n === b[i]);

/** What a person looks at in one editor: what is selected, which tabs are open, where the cursor should go. */
export class EditorUi {
  readonly store = createStore<EditorState>(() => initial);
  private nonce = 0;

  get state(): EditorState {
    return this.store.getState();
  }

  reset(): void {
    this.store.setState(initial);
  }

  show(shown: Partial<Pick<EditorState, 'tab' | 'inspectorTab' | 'beside' | 'port'>>): void {
    this.store.setState(shown);
  }

  /** Selects nodes, and comments beside them. What was selected before is no more, nor is a wish for a field in it. */
  select(names: readonly string[], comments: readonly string[] = []): void {
    const old = this.state;
    const changed = {
      ...(sameList(old.comments, comments) ? {} : { comments }),
      ...(sameList(old.selection, names) ? {} : { selection: names, port: undefined, focus: undefined }),
    };
    if (Object.keys(changed).length > 0) this.store.setState(changed);
  }

  /** Selects a node and puts the cursor into a field of its form. */
  focusField(node: string, path?: readonly (string | number)[]): void {
    this.select([node]);
    const inspectorTab: InspectorTab = path?.[0] === 'output' ? 'output' : 'form';
    this.store.setState({ inspectorTab, focus: { node, path, nonce: ++this.nonce } });
  }

  /** Nobody waits for a field any more. */
  forgetFocus(): void {
    this.store.setState({ focus: undefined });
  }

  openDialog(dialog: DialogName): void {
    this.store.setState({ dialog });
  }

  readonly closeDialog = (): void => this.store.setState({ dialog: undefined });

  /** What a dialog was for is done: it closes, unless a person has opened another one meanwhile. */
  finishDialog(dialog: DialogName): void {
    if (this.state.dialog === dialog) this.closeDialog();
  }

  /** Says what just happened, for screen readers. */
  announce(said: string): void {
    this.store.setState({ said });
  }
}
