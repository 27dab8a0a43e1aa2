import type { NodeCounts } from '@headrace/api';
import { usePreview } from '../../preview/store.ts';
import { useCurrentRun } from '../runs/current-run.ts';

/** Counts of a node: of the preview where there is one, otherwise of the newest run. */
export function useNodeCounts(node: string): NodeCounts | undefined {
  const preview = usePreview((s) => (s.ports.length > 0 ? (s.counts[node] ?? none) : undefined));
  const run = useCurrentRun((s) => s.run?.counts?.[node]);
  return preview ?? run;
}

const none: NodeCounts = { out: {} };
