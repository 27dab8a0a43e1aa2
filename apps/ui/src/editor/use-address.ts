import { useEffect } from 'react';
import { useDocument } from '../document/store.ts';
import { flowAddress } from '../shell/parse-route.ts';
import { navigate, useRoute } from '../shell/route.ts';
import { type BottomTab, select, selectedNode, useEditor } from './state.ts';

const tabs: readonly string[] = ['events', 'problems', 'sql', 'runs'] satisfies BottomTab[];

/** Keeps the address bar a link to what is seen: the flow, the selected node, the tab. */
export function useAddress(id: string): void {
  const route = useRoute();
  const node = route.page === 'flow' ? route.node : undefined;
  const tab = route.page === 'flow' ? route.tab : undefined;
  useEffect(() => {
    const { document } = useDocument.getState();
    if (node !== undefined && document && Object.hasOwn(document.spec.nodes, node)) {
      if (selectedNode(useEditor.getState()) !== node) select([node]);
    }
    if (tab !== undefined && tabs.includes(tab)) useEditor.setState({ tab: tab as BottomTab });
  }, [node, tab]);
  useEffect(
    () =>
      useEditor.subscribe((now, before) => {
        if (now.selection === before.selection && now.tab === before.tab) return;
        const shown = now.tab === 'events' ? undefined : now.tab;
        navigate(flowAddress(id, { node: selectedNode(now), tab: shown }), { replace: true });
      }),
    [id],
  );
}
