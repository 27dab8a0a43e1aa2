import { CheckmarkOutline, CircleDash, ErrorFilled, PlayFilledAlt, WarningAltFilled } from '@carbon/react/icons';
import type { Run } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import type { NodeAnalysis } from '../compile/messages.ts';

export type Ring = 'draft' | 'valid' | 'running' | 'warning' | 'fault';

/** The words and the picture of a ring: a state is never told by colour alone. */
export const rings = {
  draft: { word: 'Not complete', Icon: CircleDash },
  valid: { word: 'Valid', Icon: CheckmarkOutline },
  running: { word: 'Running', Icon: PlayFilledAlt },
  warning: { word: 'Warning', Icon: WarningAltFilled },
  fault: { word: 'Error', Icon: ErrorFilled },
} as const satisfies Record<Ring, unknown>;

/** The state ring of a node: what is wrong with it first, then whether it runs. */
export function ringOf(
  node: NodeAnalysis | undefined,
  diagnostics: readonly Diagnostic[],
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

/** Whether the job is there and works. */
export const isRunning = (run: Run | undefined): boolean => run?.state === 'running';
/** Whether a run is under way: it can be stopped, and no other can be started. */
export const isActive = (run: Run | undefined): boolean =>
  run !== undefined && !['stopped', 'failed', 'finished'].includes(run.state);
