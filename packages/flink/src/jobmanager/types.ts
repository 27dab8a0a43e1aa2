/** Parts of the JobManager's REST answers that are used here. Source: Flink 2.3, "Ops: REST API". */
export type JobStatus =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING';

export type TaskState =
  | 'CREATED'
  | 'SCHEDULED'
  | 'DEPLOYING'
  | 'INITIALIZING'
  | 'RUNNING'
  | 'FINISHED'
  | 'CANCELING'
  | 'CANCELED'
  | 'FAILED'
  | 'RECONCILING';

export interface Cluster {
  readonly taskmanagers: number;
  readonly 'slots-total': number;
  readonly 'slots-available': number;
  readonly 'flink-version': string;
}

export interface JobOverview {
  readonly jid: string;
  readonly name: string;
  readonly state: JobStatus;
  readonly 'start-time': number;
  readonly 'end-time': number;
}

export interface Vertex {
  readonly id: string;
  /** The names of the operators in it, joined by ` -> `. */
  readonly name: string;
  readonly parallelism: number;
  /** Of its tasks together: `CREATED` also while they wait for slots. */
  readonly status: TaskState;
  /** How many tasks are in each state. */
  readonly tasks: Readonly<Partial<Record<TaskState, number>>>;
}

export interface JobDetail {
  readonly jid: string;
  readonly name: string;
  readonly state: JobStatus;
  readonly 'start-time': number;
  /** -1 while it has not ended. */
  readonly 'end-time': number;
  readonly vertices: readonly Vertex[];
  /** When each status was last entered, ms; 0 for never. */
  readonly timestamps: Readonly<Record<JobStatus, number>>;
}

export interface Checkpoints {
  readonly counts: {
    readonly completed: number;
    readonly failed: number;
    readonly in_progress: number;
    readonly restored: number;
  };
  readonly latest: {
    readonly completed: Checkpoint | null;
    readonly savepoint: Checkpoint | null;
  };
}

export interface Checkpoint {
  readonly id: number;
  readonly external_path: string;
  readonly latest_ack_timestamp: number;
  readonly trigger_timestamp: number;
}

export interface JobException {
  readonly exceptionName: string;
  readonly stacktrace: string;
  readonly timestamp: number;
  /** `operator chain (1/2) - execution #0`; absent when the fault is the whole job's. */
  readonly taskName?: string;
  /** What came with it; a job that may not restart names the task only here. */
  readonly concurrentExceptions?: readonly JobException[];
}

export interface Exceptions {
  readonly exceptionHistory: { readonly entries: readonly JobException[]; readonly truncated: boolean };
}

export interface Metric {
  readonly id: string;
  readonly value: string;
}

/** The plan of a job: for each vertex a description with a line for each operator, joined by `<br/>`, escaped as HTML. */
export interface JobPlan {
  readonly plan: { readonly nodes: readonly PlanVertex[] };
}

/** A metric over the subtasks of a vertex. */
export interface MetricSum {
  readonly id: string;
  readonly sum: number;
}

export interface PlanVertex {
  readonly id: string;
  readonly parallelism: number;
  readonly description: string;
}
