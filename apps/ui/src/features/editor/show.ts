import type { FlowEditor } from './flow-editor.ts';
import { setPanel } from './panels/panel-store.ts';
import { isOn } from './preview/preview.ts';

/** Shows the events at a node, and starts the preview when it is off. */
export function showEvents({ ui, preview, previewKeeper }: FlowEditor, node: string): void {
  ui.select([node]);
  setPanel('bottom', { collapsed: false });
  ui.show({ tab: 'events', port: undefined });
  const { status, from } = preview.state;
  if (!isOn(status)) previewKeeper.start(from);
}

/** Shows what a node is for and how it is filled in. */
export function showHelp({ ui }: FlowEditor, node: string): void {
  ui.select([node]);
  setPanel('inspector', { collapsed: false });
  ui.show({ inspectorTab: 'help' });
}
