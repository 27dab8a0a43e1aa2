import { type Counts, isEndedRun, type Run, type RunState } from '@headrace/api';
import { redact } from '@headrace/service';
import type { FlowResources } from '../../reading/flow-resources.ts';
import { publicFailure, type RunFailure } from './failure.ts';
import type { Failing } from './progress.ts';
import type { StopAsked } from './state.ts';

/** Something that happened to a run, in a sentence. `at` in ms since the epoch. */
export interface RunEvent {
  readonly at: number;
  readonly message: string;
}

/** Everything that is kept of a run. Times are ms since the epoch. */
export interface RunRecord {
  readonly id: string;
  readonly flowId: string;
  readonly flowVersion: number;
  readonly state: RunState;
  readonly jobId: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly from: Run['from'];
  readonly restarts: number;
  /** What a person asked for. */
  readonly stopAsked: StopAsked | null;
  readonly savepoint: string | null;
  /** The newest completed checkpoint that was seen. */
  readonly checkpoint: string | null;
  readonly checkpoints: number;
  readonly checkpointAt: number | null;
  readonly failure: RunFailure | null;
  /** Ties failures to nodes and names what it reads and writes. */
  readonly resources: FlowResources;
  readonly counts: Counts | null;
  /** The counts without the counters of its present job, since that began or last restarted. */
  readonly countsBefore: Counts | null;
  /** The job and the restarts since which its present counters count: `ID RESTARTS`. */
  readonly countsOf: string | null;
  /** How often a row made each node fail. */
  readonly failed: Readonly<Record<string, number>>;
  /** Before this time nobody else submits it: somebody may be doing so, or it waits after an attempt. */
  readonly retryAt: number;
  /** How often it was submitted again since a checkpoint was completed. */
  readonly recoveries: number;
  /** The state that its job continued from; null when it began without one. */
  readonly resumedFrom: string | null;
  /** Restarts and completed checkpoints of the jobs before the one of `jobId`. */
  readonly earlierRestarts: number;
  readonly earlierCheckpoints: number;
  /** The failure that keeps coming back. */
  readonly failing: Failing | null;
  /** What it waits for, or what became of the last request to stop it where it was not done. */
  readonly notice: string | null;
  /** Oldest first; of very many events the newest. */
  readonly history: readonly RunEvent[];
}

/** A run without its history, which is only ever appended to. */
export type RunFields = Omit<RunRecord, 'history'>;

/** A run that is submitted now and of which nothing has been seen yet. */
export function newRun(
  run: Pick<
    RunFields,
    'id' | 'flowId' | 'flowVersion' | 'startedAt' | 'from' | 'resources' | 'retryAt' | 'resumedFrom'
  >,
): RunFields {
  return {
    state: 'submitting',
    jobId: null,
    endedAt: null,
    restarts: 0,
    stopAsked: null,
    savepoint: null,
    checkpoint: null,
    checkpoints: 0,
    checkpointAt: null,
    failure: null,
    counts: null,
    countsBefore: null,
    countsOf: null,
    failed: {},
    recoveries: 0,
    earlierRestarts: 0,
    earlierCheckpoints: 0,
    failing: null,
    notice: null,
    ...run,
  };
}

/** A run as the contract shows it. */
export function toRun(run: RunRecord): Run {
  const { id, flowId, flowVersion, state, jobId, startedAt, endedAt, from, restarts, counts, notice } = run;
  const leftState = isEndedRun(state) && resumePoint(run) !== null;
  return {
    id,
    flowId,
    flowVersion,
    state,
    jobId,
    startedAt,
    endedAt,
    from,
    restarts,
    hasSavepoint: leftState,
    resumesFrom: leftState ? (run.savepoint === null ? 'checkpoint' : 'savepoint') : null,
    checkpoints: { completed: run.checkpoints, lastAt: run.checkpointAt },
    failure: publicFailure(run.failure),
    counts,
    notice,
    history: run.history.map(({ at, message }) => ({ at, message: redact(message) })),
  };
}

/** Where a later run can continue: the savepoint of an orderly stop, else the last checkpoint seen. */
export function resumePoint({ savepoint, checkpoint }: RunRecord): string | null {
  return savepoint ?? checkpoint;
}
