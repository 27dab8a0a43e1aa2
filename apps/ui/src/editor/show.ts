import { isOn, usePreview } from '../preview/store.ts';
import { setPanel } from './panels/panel-store.ts';
import { session } from './session.ts';
import { select, useEditor } from './state.ts';

/** Shows the events at a node, and starts the preview when it is off. */
export function showEvents(node: string): void {
  select([node]);
  setPanel('bottom', { collapsed: false });
  useEditor.setState({ tab: 'events', port: undefined });
  const { status, from } = usePreview.getState();
  if (!isOn(status)) session().preview.start(from);
}

/** Shows what a node is for and how it is filled in. */
export function showHelp(node: string): void {
  select([node]);
  setPanel('inspector', { collapsed: false });
  useEditor.setState({ inspectorTab: 'help' });
}
