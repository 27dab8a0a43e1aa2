import type { Counts, Run, RunState } from '@headrace/api';
import type { FlowFacts } from '@headrace/flink';
import { redact } from '@headrace/http';
import type { RunTable } from '../../store/tables.ts';
import { publicFailure } from './failure.ts';
import type { StoredRun } from './run-store.ts';
import { isActive } from './state.ts';

/** A stored run as the contract says it. */
export function toRun(row: StoredRun): Run {
  const state = stateOf(row);
  return {
    id: row.id,
    flowId: row.flow_id,
    flowVersion: row.flow_version,
    state,
    jobId: row.job_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    from: JSON.parse(row.from_json) as Run['from'],
    restarts: row.restarts,
    hasSavepoint: !isActive(state) && resumePoint(row) !== null,
    resumesFrom:
      isActive(state) || resumePoint(row) === null ? null : row.savepoint === null ? 'checkpoint' : 'savepoint',
    checkpoints: { completed: row.checkpoints, lastAt: row.checkpoint_at },
    failure: publicFailure(row.failure_json),
    counts: row.counts_json === null ? null : (JSON.parse(row.counts_json) as Counts),
    notice: row.notice,
    history: row.history.map(({ at, sentence }) => ({ at, sentence: redact(sentence) })),
  };
}

export function stateOf(row: Pick<RunTable, 'state'>): RunState {
  return row.state as RunState;
}

/** Where a later run can go on: the savepoint of an orderly stop, else the last checkpoint seen. */
export function resumePoint(row: RunTable): string | null {
  return row.savepoint ?? row.checkpoint;
}

export function factsOf(row: RunTable): FlowFacts {
  return JSON.parse(row.facts_json) as FlowFacts;
}
