import { isEndedRun } from '@headrace/api';
import { describeFailure, type Failure, type FlowFacts, type JobManager, type JobOverview } from '@headrace/flink';
import { runJobName } from '../../flink/job-names.ts';
import { waitsForSlot } from '../../flink/slots-taken.ts';
import { countFailure, countRowFailures, givenUp, isHopeless } from './progress.ts';
import type { RunFields, RunRecord } from './run-record.ts';
import { slotNotice } from './slot-wait.ts';
import { nextState } from './state.ts';

/** What one look at Flink changes of a run, and whether the job can only fail again. */
export interface Reconciled {
  readonly set: Partial<RunFields>;
  readonly isHopeless: boolean;
  /** Why it failed, where it did since the last look. */
  readonly why: string | undefined;
}

/** A run's job among those that Flink knows: by its id; one at work by its name, when its id was never learned. */
export function jobOf(run: Pick<RunRecord, 'id' | 'jobId'>, jobs: readonly JobOverview[]): JobOverview | undefined {
  const named = jobs.filter((j) => j.name === runJobName(run.id));
  return (
    jobs.find((j) => j.jid === run.jobId) ??
    named.find((j) => j['end-time'] < 0) ??
    (run.jobId === null ? named[0] : undefined)
  );
}

/**
 * Jobs of a run that are not the one it goes by: a submission whose answer was lost, after which it was submitted again. Two
 * would write everything twice.
 */
export function surplusJobs(
  run: Pick<RunRecord, 'id' | 'jobId'>,
  jobs: readonly JobOverview[],
): readonly JobOverview[] {
  const own = jobOf(run, jobs);
  return jobs.filter((j) => j.name === runJobName(run.id) && j['end-time'] < 0 && j.jid !== own?.jid);
}

/** Looks at a run's job, which is one of all that Flink knows. */
export async function reconcile(
  jobManager: JobManager,
  run: RunRecord,
  job: JobOverview,
  jobs: readonly JobOverview[],
): Promise<Reconciled> {
  const id = job.jid;
  const [detail, checkpoints, ofJob] = await Promise.all([
    jobManager.job(id),
    jobManager.checkpoints(id),
    jobManager.restarts(id).catch(() => 0),
  ]);
  if (!detail) return { set: { state: nextState(run, { kind: 'missing' }) }, isHopeless: false, why: undefined };
  const restarts = Math.max(run.earlierRestarts + ofJob, run.restarts);
  const tasks = detail.vertices.map((v) => v.status);
  const state = nextState({ ...run, restarts }, { kind: 'job', status: detail.state, tasks });
  const { completed, savepoint } = checkpoints.latest;
  const last = newer(completed, savepoint);
  const hasTrouble = state === 'failed' || state === 'restarting' || restarts > run.restarts;
  const failure = hasTrouble ? await failureOf(jobManager, id, run.resources) : undefined;
  const inAll = run.earlierCheckpoints + checkpoints.counts.completed;
  const failing = failure && countFailure(run.failing, failure.kind, restarts - run.restarts, inAll);
  const hopeless =
    state === 'restarting' && failure !== undefined && failing !== undefined && isHopeless(failure, failing);
  // The last failure of a job that may not restart is no restart.
  const failures = restarts - run.restarts + (state === 'failed' ? 1 : 0);
  const message =
    failure && (hopeless && failing ? givenUp(failure.message, failing, failure.isFinal) : failure.message);
  const others = jobs.filter((other) => other.jid !== id);
  const hasNoSlot = !isEndedRun(state) && detail.vertices.some(waitsForSlot);
  const set: Partial<RunFields> = {
    state,
    notice: await slotNotice(jobManager, run.notice, hasNoSlot, others),
    jobId: id,
    restarts,
    checkpoints: inAll,
    retryAt: 0,
    ...(checkpoints.counts.completed > 0 ? { recoveries: 0 } : {}),
    ...(last ? { checkpointAt: last.latest_ack_timestamp } : {}),
    ...(completed ? { checkpoint: completed.external_path } : {}),
    ...(state === 'stopped' && savepoint && run.stopAsked === 'savepoint'
      ? { savepoint: savepoint.external_path }
      : {}),
    ...(detail['end-time'] > 0 ? { endedAt: detail['end-time'] } : {}),
    ...(failure && message !== undefined ? { failure: { message, node: failure.node, trace: failure.trace } } : {}),
    ...(failing ? { failing } : {}),
    ...(failure ? { failed: countRowFailures(run.failed, failure, failures) } : {}),
  };
  return { set, isHopeless: hopeless, why: message };
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
