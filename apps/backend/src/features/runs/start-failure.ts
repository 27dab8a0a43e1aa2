import { ConnectionFault } from '@headrace/connections/server';
import { describeFailure, FlinkRefused, type FlowFacts } from '@headrace/flink';
import { ownFailure, type RunFailure } from './failure.ts';
import { LaunchError } from './launch.ts';

/** Why a run could not be submitted; undefined when that is a fault of ours. */
export function startFailure(error: unknown, resources: FlowFacts): RunFailure | undefined {
  if (error instanceof FlinkRefused) {
    const { message, node, trace } = describeFailure({ trace: error.trace, taskName: null }, resources);
    return { message, node, trace };
  }
  if (error instanceof LaunchError) return ownFailure(error.message, error.node);
  if (error instanceof ConnectionFault) return ownFailure(error.message);
  return undefined;
}
