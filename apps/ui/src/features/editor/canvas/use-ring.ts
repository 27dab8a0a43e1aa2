import type { Ring } from '../../../ui/states/rings.ts';
import { isRunning } from '../../../ui/states/run-states.ts';
import { ringOf } from '../node-ring.ts';
import { useAnalysis, useCurrentRun } from '../use-editor.ts';

const none = [] as const;

/** The state ring of a node, as it is now. */
export function useRing(name: string): Ring {
  const runs = useCurrentRun((s) => isRunning(s.run));
  const failed = useCurrentRun((s) => s.run?.failure?.node === name && s.run.state === 'failed');
  return useAnalysis((s) => ringOf(s.nodes[name], s.byNode[name] ?? none, runs, failed));
}
