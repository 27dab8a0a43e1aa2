import { type FlowSummary, isEndedRun, type Run } from '@headrace/api';
import { type Compiled, type Diagnostic, hasErrors } from '@headrace/flow';

/** What a flow is by itself, without its runs. */
export function documentState(
  compiled: Compiled | undefined,
  known: readonly Diagnostic[],
): 'draft' | 'valid' | 'invalid' {
  if (!compiled) return 'invalid';
  const nodes = [...compiled.typed.nodes.values()];
  if (nodes.length === 0) return 'draft';
  // What is only missing is an error too, but of a flow that is half done and not of one that is wrong.
  const wrong = nodes.some((n) => n.state === 'error') || hasErrors([...compiled.plan.diagnostics, ...known]);
  if (wrong) return 'invalid';
  return nodes.every((n) => n.state === 'valid') ? 'valid' : 'draft';
}

/** A run has the last word while it is active, and after its end until the flow is changed. */
export function flowState(own: 'draft' | 'valid' | 'invalid', version: number, run: Run | null): FlowSummary['state'] {
  if (run && (!isEndedRun(run.state) || run.flowVersion === version)) return run.state;
  return own;
}
