import { isEndedRun, type RunState } from '@headrace/api';
import type { JobStatus, TaskState } from '@headrace/flink';

/** What Flink said about a run's job. */
export type Observed =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'job'; readonly status: JobStatus; readonly tasks: readonly TaskState[] };

/** How a person asked for the end of a run. */
export type StopAsked = 'savepoint' | 'cancel';

export interface RunSnapshot {
  readonly state: RunState;
  readonly stopAsked: StopAsked | null;
  /** It was seen running before, so that tasks not running mean a restart and not a first start. */
  readonly restarts: number;
}

/**
 * The state of a run, from what is remembered and what Flink says now.
 *
 *     submitting → deploying → running ⇄ restarting → failed
 *                                 ↓ stop
 *                             stopping → stopped
 *     any active state ⇄ cluster-unreachable
 *     any active state → job-missing → submitting (again), or stopped when its end was asked for
 */
export function nextState(run: RunSnapshot, observed: Observed): RunState {
  if (isEndedRun(run.state)) return run.state;
  switch (observed.kind) {
    case 'unreachable':
      return 'cluster-unreachable';
    case 'missing':
      return run.stopAsked === null ? 'job-missing' : 'stopped';
    case 'job':
      return ofJob(run, observed.status, observed.tasks);
    default:
      return observed satisfies never;
  }
}

function ofJob(run: RunSnapshot, status: JobStatus, tasks: readonly TaskState[]): RunState {
  switch (status) {
    case 'INITIALIZING':
    case 'CREATED':
      return run.stopAsked ? 'stopping' : 'deploying';
    case 'RUNNING':
      if (run.stopAsked) return 'stopping';
      if (tasks.every((t) => t === 'RUNNING' || t === 'FINISHED')) return 'running';
      return run.restarts > 0 ? 'restarting' : 'deploying';
    case 'RESTARTING':
    case 'FAILING':
    case 'SUSPENDED':
    case 'RECONCILING':
      return run.stopAsked ? 'stopping' : 'restarting';
    case 'CANCELLING':
      return 'stopping';
    case 'CANCELED':
      return 'stopped';
    case 'FINISHED':
      return run.stopAsked ? 'stopped' : 'finished';
    case 'FAILED':
      return 'failed';
    default:
      return status satisfies never;
  }
}

/** What a request to stop a run comes to. */
export type StopAnswer =
  /** Nothing to do: it has ended, or is ending just so. */
  | { readonly kind: 'nothing' }
  /** No savepoint can be taken in this state, so a person decides whether to stop without one. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted'; readonly stopAsked: StopAsked; readonly state: RunState };

/**
 * Decides on a request to stop a run. Flink takes a savepoint only while all parts of a job run. A request for one in another
 * state is refused and not kept for later: a run that keeps restarting would stop at a time that nobody can foresee, if
 * ever. While Flink is away it is kept, for then there is no other way to stop.
 */
export function answerStop(run: RunSnapshot, wanted: StopAsked): StopAnswer {
  switch (run.state) {
    case 'stopped':
    case 'failed':
    case 'finished':
      return { kind: 'nothing' };
    case 'stopping':
      if (run.stopAsked === 'cancel' || wanted === 'savepoint') return { kind: 'nothing' };
      return { kind: 'accepted', stopAsked: 'cancel', state: 'stopping' };
    // There is no job whose state could be lost: the last checkpoint stays as it is.
    case 'job-missing':
      return { kind: 'accepted', stopAsked: 'cancel', state: 'stopped' };
    case 'submitting':
      return { kind: 'accepted', stopAsked: 'cancel', state: 'stopping' };
    case 'deploying':
    case 'restarting':
      if (wanted === 'savepoint') return { kind: 'refused' };
      return { kind: 'accepted', stopAsked: 'cancel', state: 'stopping' };
    case 'running':
      return { kind: 'accepted', stopAsked: wanted, state: 'stopping' };
    case 'cluster-unreachable':
      return { kind: 'accepted', stopAsked: wanted, state: 'cluster-unreachable' };
    default:
      return run.state satisfies never;
  }
}
