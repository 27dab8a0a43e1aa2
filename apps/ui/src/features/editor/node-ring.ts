import type { AnyDiagnostic } from '@headrace/flow';
import type { NodeAnalysis } from '../../compile/messages.ts';
import type { Ring } from '../../ui/states/rings.ts';

/** The state ring of a node: what is wrong with it first, then whether it runs. */
export function ringOf(
  node: NodeAnalysis | undefined,
  diagnostics: readonly AnyDiagnostic[],
  runs: boolean,
  failed: boolean,
): Ring {
  if (failed || diagnostics.some((d) => d.severity === 'error'))
    return node?.state === 'unconfigured' ? 'draft' : 'fault';
  if (node?.state === 'error') return 'fault';
  if (!node || node.state === 'unconfigured' || node.state === 'blocked') return 'draft';
  if (diagnostics.some((d) => d.severity === 'warning')) return 'warning';
  return runs ? 'running' : 'valid';
}
