import { describeFailure, type FlowFacts, type JobManager, type JobOverview } from '@headrace/flink';
import type { RunTable } from '../store/tables.ts';
import { toStored } from './failure.ts';
import { nextState, type Observed, type Remembered } from './state.ts';
import { factsOf } from './wire.ts';

/** What one look at Flink changes in a run's record, and whether the job can only fail again. */
export interface Seen {
  readonly change: Partial<RunTable>;
  readonly hopeless: boolean;
}

/** A flow that fails for a reason of its own is begun again so often before it is given up. */
const patience = 3;

/** Looks at a run's job. */
export async function observeJob(jobManager: JobManager, row: RunTable, job: JobOverview): Promise<Seen> {
  const id = job.jid;
  const [detail, checkpoints, restarts] = await Promise.all([
    jobManager.job(id),
    jobManager.checkpoints(id),
    jobManager.restarts(id).catch(() => row.restarts),
  ]);
  if (!detail) return { change: observed(row, { kind: 'missing' }), hopeless: false };
  const more = Math.max(restarts, row.restarts);
  const remembered = { ...rememberedOf(row), restarts: more };
  const tasks = detail.vertices.map((v) => v.status);
  const state = nextState(remembered, { kind: 'job', status: detail.state, tasks });
  const { completed, savepoint } = checkpoints.latest;
  const last = newer(completed, savepoint);
  const troubled = state === 'failed' || state === 'restarting' || more > row.restarts;
  const failure = troubled ? await failureOf(jobManager, id, factsOf(row)) : undefined;
  const change: Partial<RunTable> = {
    state,
    job_id: id,
    restarts: more,
    checkpoints: checkpoints.counts.completed,
    ...(last ? { checkpoint_at: last.latest_ack_timestamp } : {}),
    ...(completed ? { checkpoint: completed.external_path } : {}),
    ...(state === 'stopped' && savepoint && row.stop_asked === 'savepoint'
      ? { savepoint: savepoint.external_path }
      : {}),
    ...(detail['end-time'] > 0 ? { ended_at: detail['end-time'] } : {}),
    ...(failure ? { failure_json: toStored(failure.found) } : {}),
  };
  return { change, hopeless: state === 'restarting' && failure?.cause === 'flow' && more >= patience };
}

/** What follows from not finding the job, or Flink. */
export function observed(row: RunTable, what: Exclude<Observed, { kind: 'job' }>): Partial<RunTable> {
  return { state: nextState(rememberedOf(row), what) };
}

function rememberedOf(row: RunTable): Remembered {
  return {
    state: row.state as Remembered['state'],
    stopAsked: row.stop_asked as Remembered['stopAsked'],
    restarts: row.restarts,
  };
}

async function failureOf(jobManager: JobManager, id: string, facts: FlowFacts) {
  const { exceptionHistory } = await jobManager.exceptions(id);
  const newest = exceptionHistory.entries[0];
  if (!newest) return undefined;
  const taskName = newest.taskName ?? newest.concurrentExceptions?.[0]?.taskName ?? null;
  const { cause, sentence, node, trace } = describeFailure({ trace: newest.stacktrace, taskName }, facts);
  return { cause, found: { sentence, node, trace } };
}

function newer<T extends { readonly latest_ack_timestamp: number }>(a: T | null, b: T | null): T | null {
  if (!a || !b) return a ?? b;
  return a.latest_ack_timestamp > b.latest_ack_timestamp ? a : b;
}
