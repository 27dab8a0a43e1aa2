import { useAnalysis } from '../../compile/store.ts';
import { typeOf } from '../catalogue.ts';
import { isRunning, ringOf, rings } from '../node-state.tsx';
import { useCurrentRun } from '../runs/current-run.ts';

const none = [] as const;

/** A node in words, for screen readers: type, name, state, what it does, what is wrong with it. */
export function spokenLabel(name: string, type: string): string {
  const { nodes, byNode } = useAnalysis.getState();
  const { run } = useCurrentRun.getState();
  const faults = byNode[name] ?? none;
  const { word } = rings[ringOf(nodes[name], faults, isRunning(run), run?.failure?.node === name)];
  const does = nodes[name]?.describes ?? '';
  const parts = [`${typeOf(type)?.title ?? type} ${name}`, word.toLowerCase(), does, ...faults.map((f) => f.message)];
  return parts.filter((part) => part !== '').join(', ');
}
