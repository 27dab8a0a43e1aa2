import { FlinkRefused } from '@headrace/flink';
import { type PreviewQuery, printStatement } from '@headrace/flow';

const batchSize = 'collect-sink.batch-size.max';

/**
 * How much of a result Flink gathers before it hands it over. With its own 2 MB, a preview from the earliest event waits
 * until so much has been read, written and sent before its first row is seen.
 */
export const usualRoom = { [batchSize]: '128 kb' };

/** The query with room for rows that are larger than a usual batch. */
export function withRoom(query: PreviewQuery): PreviewQuery {
  const set = printStatement({ kind: 'set', key: batchSize, value: '16 mb' });
  return { ...query, tables: [set, ...query.tables] };
}

/** Whether a job ended because a row did not fit into a batch. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof FlinkRefused && error.trace.includes('Record size is too large for CollectSinkFunction');
}
