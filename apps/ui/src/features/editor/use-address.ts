import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { history } from '../../lib/history.ts';
import { parseSearch } from '../../lib/search.ts';
import type { FlowEditor } from './flow-editor.ts';
import { type BottomTab, selectedNode } from './state.ts';

const tabs: readonly BottomTab[] = ['events', 'problems', 'sql', 'runs'];

/** Shows what an address says: the selected node, the tab. What it does not say stays as it is. */
function show({ document, ui }: FlowEditor, query: string): void {
  const { node, tab } = parseSearch(query);
  if (node !== undefined && document.opened && Object.hasOwn(document.opened.spec.nodes, node)) {
    if (selectedNode(ui.state) !== node) ui.select([node]);
  }
  const known = tabs.find((name) => name === tab);
  if (known) ui.show({ tab: known });
}

/**
 * Keeps the address bar a link to what is seen: the flow, the selected node, the tab. The editor follows the address when the
 * page opens, and when a person goes back, forward, or to a link; never what it has written itself, which is read later than
 * the next selection may come.
 */
export function useAddress(editor: FlowEditor): void {
  const { flow, ui } = editor;
  const navigate = useNavigate({ from: '/flows/$id' });
  useEffect(() => {
    const { pathname } = history.location;
    show(editor, history.location.search);
    return history.subscribe(({ location, action }) => {
      if (action.type !== 'REPLACE' && location.pathname === pathname) show(editor, location.search);
    });
  }, [editor]);
  useEffect(
    () =>
      ui.store.subscribe((now, before) => {
        if (now.selection === before.selection && now.tab === before.tab) return;
        const selected = selectedNode(now);
        const search = {
          ...(selected === undefined ? {} : { node: selected }),
          ...(now.tab === 'events' ? {} : { tab: now.tab }),
        };
        void navigate({ to: '/flows/$id', params: { id: flow }, search, replace: true });
      }),
    [flow, ui, navigate],
  );
}
