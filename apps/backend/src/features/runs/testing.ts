import type { RunTable } from '../../store/tables.ts';

/** A run as it is first stored, for tests. */
export function storedRun(change: Partial<RunTable> & Pick<RunTable, 'flow_id'>): RunTable {
  return {
    id: 'run',
    flow_version: 1,
    state: 'running',
    job_id: null,
    started_at: 1,
    ended_at: null,
    from_json: '{"kind":"now"}',
    restarts: 0,
    stop_asked: null,
    savepoint: null,
    checkpoint: null,
    checkpoints: 0,
    checkpoint_at: null,
    failure_json: null,
    facts_json: '{"tables":[],"written":[]}',
    retry_at: 0,
    recoveries: 0,
    resumed_from: null,
    earlier_restarts: 0,
    earlier_checkpoints: 0,
    failing_json: null,
    notice: null,
    counts_json: null,
    counts_before_json: null,
    counts_of: null,
    failed_json: '{}',
    ...change,
  };
}
