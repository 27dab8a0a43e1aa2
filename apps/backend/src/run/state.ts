import type { RunState } from '@headrace/api';
import type { JobStatus, TaskState } from '@headrace/flink';

/** What Flink said about a run's job. */
export type Observed =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'job'; readonly status: JobStatus; readonly tasks: readonly TaskState[] };

export interface Remembered {
  readonly state: RunState;
  readonly stopAsked: 'savepoint' | 'cancel' | null;
  /** It was seen running before, so that tasks not running mean a restart and not a first start. */
  readonly restarts: number;
}

const ended: readonly RunState[] = ['stopped', 'failed', 'finished'];

/** States after which nothing more can come. A missing job may be found again: Flink may only be late in recovering it. */
export function isEnded(state: RunState): boolean {
  return ended.includes(state);
}

/** States in which a job of the run may be at work, so that no second one may start. */
export function isActive(state: RunState): boolean {
  return !isEnded(state) && state !== 'job-missing';
}

/**
 * The state of a run, from what is remembered and what Flink says now.
 *
 *     submitting → deploying → running ⇄ restarting → failed
 *                                 ↓ stop
 *                             stopping → stopped
 *     any active state ⇄ cluster-unreachable, job-missing
 */
export function nextState(run: Remembered, observed: Observed): RunState {
  if (isEnded(run.state)) return run.state;
  switch (observed.kind) {
    case 'unreachable':
      return 'cluster-unreachable';
    case 'missing':
      return 'job-missing';
    case 'job':
      return ofJob(run, observed.status, observed.tasks);
    default:
      return observed satisfies never;
  }
}

function ofJob(run: Remembered, status: JobStatus, tasks: readonly TaskState[]): RunState {
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
