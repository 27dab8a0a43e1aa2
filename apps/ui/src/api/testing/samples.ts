import type { FlowSummary, FoundSchema, Run } from '@headrace/api';

/** A run of the flow `f` as the server tells of it. */
export const sampleRun = (fields: Partial<Run> = {}): Run => ({
  id: 'r1',
  flowId: 'f',
  flowVersion: 1,
  state: 'running',
  jobId: 'j',
  startedAt: 1,
  endedAt: null,
  from: { kind: 'now' },
  restarts: 0,
  hasSavepoint: false,
  resumesFrom: null,
  checkpoints: { completed: 0, lastAt: null },
  failure: null,
  counts: null,
  notice: null,
  history: [],
  ...fields,
});

/** A flow as the list of flows shows it. */
export const sampleFlow = (fields: Partial<FlowSummary> = {}): FlowSummary => ({
  id: 'f',
  name: 'orders by region',
  description: '',
  state: 'valid',
  version: 1,
  updatedAt: 1,
  deletedAt: null,
  run: null,
  picture: { nodes: [], edges: [] },
  ...fields,
});

/** What recent messages of a topic look like: one column, and nothing unusual. */
export const sampleSchema = (fields: Partial<FoundSchema> = {}): FoundSchema => ({
  format: 'json',
  columns: [{ name: 'id', type: 'BIGINT', nullable: false, example: '17' }],
  headers: [],
  key: { present: false, example: null },
  messages: 10,
  unreadable: 0,
  unreadableExample: null,
  lists: 0,
  nameless: false,
  eventTime: null,
  ...fields,
});
