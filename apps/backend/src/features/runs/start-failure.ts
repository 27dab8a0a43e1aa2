import { describeFailure, FlinkRefused } from '@headrace/flink';
import { KafkaFault } from '@headrace/kafka';
import type { RunTable } from '../../store/tables.ts';
import type { RunFailure } from './failure.ts';
import { LaunchRefused } from './launch.ts';
import { factsOf } from './run-record.ts';

/** Why a run could not be submitted; undefined when that is a fault of ours. */
export function startFailure(error: unknown, row: RunTable): RunFailure | undefined {
  if (error instanceof FlinkRefused) {
    const { sentence, node, trace } = describeFailure({ trace: error.trace, taskName: null }, factsOf(row));
    return { sentence, node, trace };
  }
  if (error instanceof LaunchRefused) return { sentence: error.message, node: error.node, trace: '' };
  if (error instanceof KafkaFault) return { sentence: error.message, node: null, trace: '' };
  return undefined;
}
