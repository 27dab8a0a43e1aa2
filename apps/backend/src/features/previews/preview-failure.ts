import { describeFailure, FlinkRefused, FlinkUnreachable, type FlowFacts, isLost, SessionLost } from '@headrace/flink';
import { locate, type Printed } from '@headrace/flow';

/** Why an attempt ended, and whether the next may do better without anybody's doing. */
export interface PreviewFailure {
  readonly passes: boolean;
  readonly message: string;
  readonly node: string | null;
}

/** @throws the error itself when it is not Flink's */
export function previewFailure(error: unknown, facts: FlowFacts, query: Printed): PreviewFailure {
  if (error instanceof FlinkUnreachable || error instanceof SessionLost || isLost(error)) {
    const message = 'Flink does not answer. The preview goes on by itself as soon as it is back.';
    return { passes: true, message, node: null };
  }
  if (!(error instanceof FlinkRefused)) throw error;
  const { cause, message, node } = describeFailure({ trace: error.trace, taskName: null }, facts);
  if (cause !== 'unknown') return { passes: cause === 'surroundings', message, node };
  const fault = locate(query, error.reason);
  if (fault.code === 'planner/refused') return { passes: false, message, node };
  return { passes: false, message: fault.message, node: fault.place.node ?? null };
}
