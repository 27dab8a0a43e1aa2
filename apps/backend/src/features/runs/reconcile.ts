import { describeFailure, type Failure, type FlowFacts, type JobManager, type JobOverview } from '@headrace/flink';
import { runJobName } from '../../flink/job-names.ts';
import type { RunTable } from '../../store/tables.ts';
import { toStored } from './failure.ts';
import { countFailure, countRowFailures, type Failing, givenUp, isHopeless } from './progress.ts';
import { factsOf } from './run-record.ts';
import { slotNotice, waitsForSlot } from './slot-wait.ts';
import { isEnded, nextState, type Observed, type RunSnapshot } from './state.ts';

/** What one look at Flink changes in a run's record, and whether the job can only fail again. */
export interface Reconciled {
  readonly change: Partial<RunTable>;
  readonly hopeless: boolean;
  /** Why it failed, where it did since the last look. */
  readonly why: string | undefined;
}

/** A run's job among those that Flink knows: by its id; one at work by its name, when its id was never learned. */
export function jobOf(row: RunTable, jobs: readonly JobOverview[]): JobOverview | undefined {
  const named = jobs.filter((j) => j.name === runJobName(row.id));
  return (
    jobs.find((j) => j.jid === row.job_id) ??
    named.find((j) => j['end-time'] < 0) ??
    (row.job_id === null ? named[0] : undefined)
  );
}

/**
 * Jobs of a run that are not the one it goes by: a submission whose answer was lost, after which it was submitted again. Two
 * would write everything twice.
 */
export function surplusJobs(row: RunTable, jobs: readonly JobOverview[]): readonly JobOverview[] {
  const own = jobOf(row, jobs);
  return jobs.filter((j) => j.name === runJobName(row.id) && j['end-time'] < 0 && j.jid !== own?.jid);
}

/** Looks at a run's job, which is one of all that Flink knows. */
export async function observeJob(
  jobManager: JobManager,
  row: RunTable,
  job: JobOverview,
  jobs: readonly JobOverview[],
): Promise<Reconciled> {
  const id = job.jid;
  const [detail, checkpoints, ofJob] = await Promise.all([
    jobManager.job(id),
    jobManager.checkpoints(id),
    jobManager.restarts(id).catch(() => 0),
  ]);
  if (!detail) return { change: observed(row, { kind: 'missing' }), hopeless: false, why: undefined };
  const restarts = Math.max(row.earlier_restarts + ofJob, row.restarts);
  const remembered = { ...snapshotOf(row), restarts };
  const tasks = detail.vertices.map((v) => v.status);
  const state = nextState(remembered, { kind: 'job', status: detail.state, tasks });
  const { completed, savepoint } = checkpoints.latest;
  const last = newer(completed, savepoint);
  const troubled = state === 'failed' || state === 'restarting' || restarts > row.restarts;
  const failure = troubled ? await failureOf(jobManager, id, factsOf(row)) : undefined;
  const inAll = row.earlier_checkpoints + checkpoints.counts.completed;
  const failing = failure && countFailure(failingOf(row), failure.kind, restarts - row.restarts, inAll);
  const hopeless =
    state === 'restarting' && failure !== undefined && failing !== undefined && isHopeless(failure, failing);
  // The last failure of a job that may not restart is no restart.
  const failures = restarts - row.restarts + (state === 'failed' ? 1 : 0);
  const said = failure && {
    ...failure,
    ...(hopeless && failing ? { sentence: givenUp(failure.sentence, failing, failure.isFinal) } : {}),
  };
  const others = jobs.filter((other) => other.jid !== id);
  const change: Partial<RunTable> = {
    state,
    notice: await slotNotice(jobManager, row.notice, !isEnded(state) && detail.vertices.some(waitsForSlot), others),
    job_id: id,
    restarts,
    checkpoints: inAll,
    retry_at: 0,
    ...(checkpoints.counts.completed > 0 ? { recoveries: 0 } : {}),
    ...(last ? { checkpoint_at: last.latest_ack_timestamp } : {}),
    ...(completed ? { checkpoint: completed.external_path } : {}),
    ...(state === 'stopped' && savepoint && row.stop_asked === 'savepoint'
      ? { savepoint: savepoint.external_path }
      : {}),
    ...(detail['end-time'] > 0 ? { ended_at: detail['end-time'] } : {}),
    ...(said ? { failure_json: toStored(said) } : {}),
    ...(failing ? { failing_json: JSON.stringify(failing) } : {}),
    ...(failure ? { failed_json: JSON.stringify(countRowFailures(failedOf(row), failure, failures)) } : {}),
  };
  return { change, hopeless, why: said?.sentence };
}

/** What follows from not finding the job, or Flink. */
export function observed(row: RunTable, what: Exclude<Observed, { kind: 'job' }>): Partial<RunTable> {
  return { state: nextState(snapshotOf(row), what) };
}

export function snapshotOf(row: RunTable): RunSnapshot {
  return {
    state: row.state as RunSnapshot['state'],
    stopAsked: row.stop_asked as RunSnapshot['stopAsked'],
    restarts: row.restarts,
  };
}

function failingOf(row: RunTable): Failing | null {
  return row.failing_json === null ? null : (JSON.parse(row.failing_json) as Failing);
}

/** How often a row made each node of a run fail. */
export function failedOf(row: RunTable): Readonly<Record<string, number>> {
  return JSON.parse(row.failed_json) as Record<string, number>;
}

async function failureOf(jobManager: JobManager, id: string, facts: FlowFacts): Promise<Failure | undefined> {
  const { exceptionHistory } = await jobManager.exceptions(id);
  const newest = exceptionHistory.entries[0];
  if (!newest) return undefined;
  const taskName = newest.taskName ?? newest.concurrentExceptions?.[0]?.taskName ?? null;
  return describeFailure({ trace: newest.stacktrace, taskName }, facts);
}

function newer<T extends { readonly latest_ack_timestamp: number }>(a: T | null, b: T | null): T | null {
  if (!a || !b) return a ?? b;
  return a.latest_ack_timestamp > b.latest_ack_timestamp ? a : b;
}
