import * as z from 'zod';

/** Parts of the JobManager's REST answers that are used here. Source: Flink 2.3, "Ops: REST API". */
export const JobStatus = z.enum([
  'INITIALIZING',
  'CREATED',
  'RUNNING',
  'FAILING',
  'FAILED',
  'CANCELLING',
  'CANCELED',
  'FINISHED',
  'RESTARTING',
  'SUSPENDED',
  'RECONCILING',
]);
export type JobStatus = z.infer<typeof JobStatus>;

export const TaskState = z.enum([
  'CREATED',
  'SCHEDULED',
  'DEPLOYING',
  'INITIALIZING',
  'RUNNING',
  'FINISHED',
  'CANCELING',
  'CANCELED',
  'FAILED',
  'RECONCILING',
]);
export type TaskState = z.infer<typeof TaskState>;

export const Cluster = z
  .object({
    taskmanagers: z.number(),
    'slots-total': z.number(),
    'slots-available': z.number(),
    'flink-version': z.string(),
  })
  .readonly();
export type Cluster = z.infer<typeof Cluster>;

export const JobOverview = z
  .object({
    jid: z.string(),
    name: z.string(),
    state: JobStatus,
    'start-time': z.number(),
    'end-time': z.number(),
  })
  .readonly();
export type JobOverview = z.infer<typeof JobOverview>;

export const Vertex = z
  .object({
    id: z.string(),
    /** The names of the operators in it, joined by ` -> `. */
    name: z.string(),
    parallelism: z.number(),
    /** Of its tasks together: `CREATED` also while they wait for slots. */
    status: TaskState,
    /** How many tasks are in each state. */
    tasks: z.partialRecord(TaskState, z.number()).readonly(),
  })
  .readonly();
export type Vertex = z.infer<typeof Vertex>;

export const JobDetail = z
  .object({
    jid: z.string(),
    name: z.string(),
    state: JobStatus,
    'start-time': z.number(),
    /** -1 while it has not ended. */
    'end-time': z.number(),
    vertices: z.array(Vertex).readonly(),
  })
  .readonly();
export type JobDetail = z.infer<typeof JobDetail>;

export const Checkpoint = z
  .object({
    id: z.number(),
    external_path: z.string(),
    latest_ack_timestamp: z.number(),
    trigger_timestamp: z.number(),
  })
  .readonly();
export type Checkpoint = z.infer<typeof Checkpoint>;

export const Checkpoints = z
  .object({
    counts: z
      .object({ completed: z.number(), failed: z.number(), in_progress: z.number(), restored: z.number() })
      .readonly(),
    latest: z.object({ completed: Checkpoint.nullable(), savepoint: Checkpoint.nullable() }).readonly(),
  })
  .readonly();
export type Checkpoints = z.infer<typeof Checkpoints>;

const TaskException = z.object({
  exceptionName: z.string(),
  stacktrace: z.string(),
  timestamp: z.number(),
  /** `operator chain (1/2) - execution #0`; absent when the fault is the whole job's. */
  taskName: z.string().nullish(),
});

export const JobException = TaskException.extend({
  /** What came with it; a job that may not restart names the task only here. */
  concurrentExceptions: z.array(TaskException).readonly().nullish(),
}).readonly();
export type JobException = z.infer<typeof JobException>;

export const Exceptions = z
  .object({
    exceptionHistory: z.object({ entries: z.array(JobException).readonly(), truncated: z.boolean() }).readonly(),
  })
  .readonly();
export type Exceptions = z.infer<typeof Exceptions>;

export const Metric = z.object({ id: z.string(), value: z.string() }).readonly();
export type Metric = z.infer<typeof Metric>;

/** A metric over the subtasks of a vertex. */
export const MetricSum = z.object({ id: z.string(), sum: z.number() }).readonly();
export type MetricSum = z.infer<typeof MetricSum>;

export const PlanVertex = z.object({ id: z.string(), parallelism: z.number(), description: z.string() }).readonly();
export type PlanVertex = z.infer<typeof PlanVertex>;

/** The plan of a job: for each vertex a description with a line for each operator, joined by `<br/>`, escaped as HTML. */
export const JobPlan = z.object({ plan: z.object({ nodes: z.array(PlanVertex).readonly() }).readonly() }).readonly();
export type JobPlan = z.infer<typeof JobPlan>;

/** What became of a savepoint that was asked for. */
export const SavepointStatus = z.object({
  status: z.object({ id: z.enum(['IN_PROGRESS', 'COMPLETED']) }),
  operation: z
    .object({
      location: z.string().nullish(),
      'failure-cause': z.object({ 'stack-trace': z.string().nullish() }).nullish(),
    })
    .nullish(),
});
