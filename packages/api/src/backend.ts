import * as z from 'zod';
import { DiagnosticSchema, PortColumns } from './check.ts';
import { Counts } from './counts.ts';

/**
 * The HTTP contract of the backend (all under `/api`). A flow's text is the YAML or JSON document itself.
 *
 * | call | answer |
 * |---|---|
 * | `GET /api/flows` | `FlowSummary[]`, newest change first |
 * | `POST /api/flows` `CreateRequest` | 201 `StoredFlow`; a taken name gets a number |
 * | `GET /api/flows/:id` | `StoredFlow` |
 * | `PUT /api/flows/:id` `SaveRequest` | `StoredFlow`; 409 `StaleVersion` when `baseVersion` is not the newest |
 * | `DELETE /api/flows/:id` | 204, to the bin; `POST /api/flows/:id/restore` takes it out |
 * | `POST /api/flows/:id/trust` | `StoredFlow`: a person trusts a flow that came from outside |
 * | `GET /api/examples` | `Example[]` |
 * | `GET /api/connections` | `ConnectionView[]` of packages/flow: addresses without credentials, for compiling in the browser |
 * | `POST /api/check` `CheckRequest` | `CheckResult`: diagnostics of all stages and the planner, and each port's columns |
 * | `POST /api/check?plan=true` `CheckRequest` | the same, and faults that only show in planning the whole flow; 0.2 to 1 s |
 * | `POST /api/previews` `PreviewRequest` | 201 `{id}`; for a program, events: `GET /api/previews/:id/events` (SSE), `DELETE /api/previews/:id` |
 * | `GET /api/flows/:id/runs` | `Run[]`, newest first |
 * | `POST /api/flows/:id/runs` `RunRequest` | 202 `Run` |
 * | `POST /api/runs/:id/stop` `{savepoint: boolean}` | 202 `Run`; 409 `run/no-savepoint-now` while it starts or restarts |
 * | `GET /api/runs/:id/trace` | `RunTrace`, for administrators; 403 for others |
 * | `GET /api/events` (SSE) | everything that a browser shows: `event: stream`, data `StreamOpened`, first; `event: run`, data `Run`, whenever a run changes; `event: flow`, data `FlowSummary`; `event: preview`, data `PreviewDelivery`, of the previews that were asked for |
 * | `PUT /api/events/:stream/previews/:id` `ViewersRequest` | 204; the stream then carries this preview |
 * | `DELETE /api/events/:stream/previews/:id` | 204; no longer, and the preview ends unless somebody else looks at it |
 * | `GET /api/health` | `Health` |
 */
export const RunState = z.enum([
  'submitting',
  'deploying',
  'running',
  'restarting',
  'stopping',
  'stopped',
  'failed',
  'finished',
  'cluster-unreachable',
  /** Flink is there without the run's job, so the run is submitted again by itself. */
  'job-missing',
]);
export type RunState = z.infer<typeof RunState>;

/** Where reading begins: only new events, all that are kept, events since a time (ms), or a savepoint of an earlier run. */
export const StartFrom = z.union([
  z.object({ kind: z.literal('now') }),
  z.object({ kind: z.literal('earliest') }),
  z.object({ kind: z.literal('time'), timestamp: z.number() }),
]);
export type StartFrom = z.infer<typeof StartFrom>;

export const Run = z.object({
  id: z.string(),
  flowId: z.string(),
  /** Version of the flow that runs. */
  flowVersion: z.int(),
  state: RunState,
  jobId: z.string().nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Where it read from; with `savepoint` it went on from there. */
  from: z.union([StartFrom, z.object({ kind: z.literal('savepoint'), run: z.string() })]),
  restarts: z.int(),
  /** A savepoint was taken when it stopped: it can be started from there. */
  hasSavepoint: z.boolean(),
  /** What it left to go on from: the savepoint of an orderly stop, or only its newest checkpoint. */
  resumesFrom: z.enum(['savepoint', 'checkpoint']).nullable(),
  /** Completed checkpoints and when the last one ended. */
  checkpoints: z.object({ completed: z.int(), lastAt: z.number().nullable() }),
  /**
   * Why it failed or restarted: a sentence, and the node it belongs to where that is known. Administrators get Flink's own
   * words at `/api/runs/:id/trace`, where there are any.
   */
  failure: z.object({ sentence: z.string(), node: z.string().nullable(), hasTrace: z.boolean() }).nullable(),
  /** What became of every row, about every two seconds; null before the first count. */
  counts: Counts.nullable(),
  /** Why it was not stopped as it was last asked to, and what can be done instead. */
  notice: z.string().nullable(),
  /** What happened to it, oldest first; of very many events the newest. Times in ms. */
  history: z.array(z.object({ at: z.number(), sentence: z.string() })),
});
export type Run = z.infer<typeof Run>;

/** Flink's stack trace of why a run failed, without secrets. */
export const RunTrace = z.object({ trace: z.string() });
export type RunTrace = z.infer<typeof RunTrace>;

export const RunRequest = z.object({
  /** `savepoint`: continue where the newest stopped run of this flow left off. */
  from: z.union([StartFrom, z.object({ kind: z.literal('savepoint') })]),
  /** Version that the person saw and confirmed; refused when it is not the newest. */
  version: z.int(),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const FlowSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** `draft`: empty or half done; `invalid`: has errors; a run's state while one is active or was the last word. */
  state: z.union([z.enum(['draft', 'valid', 'invalid']), RunState]),
  version: z.int(),
  updatedAt: z.number(),
  deletedAt: z.number().nullable(),
  run: Run.nullable(),
  /** For the thumbnail: node types and edges with layout. */
  picture: z.object({
    nodes: z.array(z.object({ name: z.string(), type: z.string(), x: z.number(), y: z.number() })),
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
  }),
});
export type FlowSummary = z.infer<typeof FlowSummary>;

export const StoredFlow = z.object({
  id: z.string(),
  version: z.int(),
  text: z.string(),
  updatedAt: z.number(),
  /**
   * False for a flow that came from outside until a person trusts it. Until then it is neither checked by Flink nor
   * previewed nor run, since all three let Flink work on its text.
   */
  trusted: z.boolean(),
});
export type StoredFlow = z.infer<typeof StoredFlow>;

/**
 * A new flow. A text that a person did not write here (an imported file) is not `trusted`, which is the default; the copy
 * of a flow is as trusted as the flow.
 */
export const CreateRequest = z.union([
  z.object({ text: z.string(), trusted: z.boolean().default(false) }),
  z.object({ example: z.string() }),
  z.object({ copyOf: z.string() }),
]);
export type CreateRequest = z.input<typeof CreateRequest>;

export const SaveRequest = z.object({ text: z.string(), baseVersion: z.int() });
export type SaveRequest = z.infer<typeof SaveRequest>;

/** 409: somebody else saved in between; both texts are there to compare. */
export const StaleVersion = z.object({
  code: z.literal('flow/stale-version'),
  status: z.literal(409),
  title: z.string(),
  current: StoredFlow,
});
export type StaleVersion = z.infer<typeof StaleVersion>;

export const Example = z.object({ id: z.string(), title: z.string(), sentence: z.string(), text: z.string() });
export type Example = z.infer<typeof Example>;

/** A flow's text. With the id of a stored `flow` it is refused (409 `flow/not-trusted`) while that one is not trusted. */
export const CheckRequest = z.object({ text: z.string(), flow: z.string().optional() });
export const CheckResult = z.object({
  diagnostics: z.array(DiagnosticSchema),
  /** Columns of every port that could be checked, keyed `node` or `node.port`. */
  ports: z.record(z.string(), PortColumns),
  /** False when the planner could not be reached: only the structure was checked. */
  planner: z.boolean(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const PreviewRequest = CheckRequest.extend({ from: StartFrom });
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** What a preview's event stream sends: `event: <kind>`, `data: <this>`. */
export const PreviewEvent = z.discriminatedUnion('kind', [
  /** First: the columns of each port shown, in the order of the rows' fields. Comes again when the job was begun anew: forget all rows. */
  z.object({ kind: z.literal('ports'), ports: z.record(z.string(), PortColumns) }),
  z.object({
    kind: z.literal('state'),
    state: z.enum(['starting', 'running', 'ended', 'failed', 'recovering']),
    sentence: z.string(),
    node: z.string().nullable(),
  }),
  /**
   * A batch, at most every 100 ms. `fields` are texts, null is SQL NULL; nested values are JSON. `t` is the arrival time (ms).
   * A long text comes cut: `cut` has its whole length in characters under the index of its field.
   */
  z.object({
    kind: z.literal('rows'),
    rows: z.array(
      z.object({
        port: z.string(),
        change: z.enum(['+I', '-U', '+U', '-D']),
        fields: z.array(z.string().nullable()),
        cut: z.record(z.string(), z.int()).optional(),
        t: z.number(),
      }),
    ),
    /** Running totals: rows seen at each port since the preview began, also those not sent because they came too fast. */
    counts: z.record(z.string(), z.int()),
    /** Newest watermark of each port in ms since the epoch, where it has one. */
    watermarks: z.record(z.string(), z.number().nullable()),
  }),
  /** What became of the rows beside those that `rows` counts, about every two seconds. */
  z.object({ kind: z.literal('counts'), nodes: Counts }),
  /** Something worth saying without an end: unreadable messages skipped, an idle topic. */
  z.object({ kind: z.literal('notice'), diagnostic: DiagnosticSchema }),
]);
export type PreviewEvent = z.infer<typeof PreviewEvent>;

/** The first message of a stream of `GET /api/events`: its id, for asking for previews. */
export const StreamOpened = z.object({ id: z.string() });
export type StreamOpened = z.infer<typeof StreamOpened>;

/** Asks that a stream carries a preview. `viewers` are the browser's own names of the pages that begin to look at it. */
export const ViewersRequest = z.object({ viewers: z.array(z.string().max(64)).max(1000) });
export type ViewersRequest = z.infer<typeof ViewersRequest>;

/**
 * An event of a preview on a browser's stream. With `viewers`, it is a part of what they get first (ports, state, rows so
 * far) and for them alone; without, it is for all who got that.
 */
export const PreviewDelivery = z.object({
  preview: z.string(),
  viewers: z.array(z.string()).optional(),
  event: PreviewEvent,
});
export type PreviewDelivery = z.infer<typeof PreviewDelivery>;

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  parts: z.record(z.string(), z.object({ ok: z.boolean(), sentence: z.string() })),
});
export type Health = z.infer<typeof Health>;
