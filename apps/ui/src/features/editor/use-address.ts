import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { FlowEditor } from './flow-editor.ts';
import { type BottomTab, selectedNode } from './state.ts';

const tabs: readonly string[] = ['events', 'problems', 'sql', 'runs'] satisfies BottomTab[];

/** Keeps the address bar a link to what is seen: the flow, the selected node, the tab. */
export function useAddress({ flow, document, ui }: FlowEditor): void {
  const { node, tab } = useSearch({ from: '/flows/$id' });
  const navigate = useNavigate({ from: '/flows/$id' });
  useEffect(() => {
    if (node !== undefined && document.opened && Object.hasOwn(document.opened.spec.nodes, node)) {
      if (selectedNode(ui.state) !== node) ui.select([node]);
    }
    if (tab !== undefined && tabs.includes(tab)) ui.show({ tab: tab as BottomTab });
  }, [document, ui, node, tab]);
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
