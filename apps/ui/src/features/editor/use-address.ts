import { useEffect } from 'react';
import { flowAddress } from '../../lib/parse-route.ts';
import { navigate, useRoute } from '../../lib/route.ts';
import type { FlowEditor } from './flow-editor.ts';
import { type BottomTab, selectedNode } from './state.ts';

const tabs: readonly string[] = ['events', 'problems', 'sql', 'runs'] satisfies BottomTab[];

/** Keeps the address bar a link to what is seen: the flow, the selected node, the tab. */
export function useAddress({ flow, document, ui }: FlowEditor): void {
  const route = useRoute();
  const node = route.page === 'flow' ? route.node : undefined;
  const tab = route.page === 'flow' ? route.tab : undefined;
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
        const shown = now.tab === 'events' ? undefined : now.tab;
        navigate(flowAddress(flow, { node: selectedNode(now), tab: shown }), { replace: true });
      }),
    [flow, ui],
  );
}
