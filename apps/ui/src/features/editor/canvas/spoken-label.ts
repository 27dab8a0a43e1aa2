import type { Run } from '@headrace/api';
import { rings } from '../../../ui/states/rings.ts';
import { isRunning } from '../../../ui/states/run-states.ts';
import type { AnalysisState } from '../analysis/analysis.ts';
import { typeOf } from '../catalogue.ts';
import { ringOf } from '../node-ring.ts';

/** The newest run of the flow, as far as it is known. */
export interface RunShown {
  readonly run: Run | undefined;
}

const none = [] as const;

/** A node in words, for screen readers: type, name, state, what it does, what is wrong with it. */
export function spokenLabel(
  name: string,
  type: string,
  { nodes, byNode }: Pick<AnalysisState, 'nodes' | 'byNode'>,
  { run }: RunShown,
): string {
  const faults = byNode[name] ?? none;
  const { word } = rings[ringOf(nodes[name], faults, isRunning(run), run?.failure?.node === name)];
  const does = nodes[name]?.describes ?? '';
  const parts = [`${typeOf(type)?.title ?? type} ${name}`, word.toLowerCase(), does, ...faults.map((f) => f.message)];
  return parts.filter((part) => part !== '').join(', ');
}
