export {
  JobCounter,
  type JobCounts,
  type MessageExample,
  type SourceCounts,
  type WindowCounts,
} from './counts/job-counts.ts';
export { describeFailure, type Failure } from './failure/describe.ts';
export type { FlowFacts, Reported, TableFact } from './failure/facts.ts';
export { SqlGateway } from './gateway/gateway.ts';
export type { Operation, PollOptions } from './gateway/operation.ts';
export { isLost, Session, SessionLost, type SessionOptions } from './gateway/session.ts';
export type { Page, Properties, ResultColumn, ResultRow, RowKind } from './gateway/types.ts';
export { JobManager } from './jobmanager/jobmanager.ts';
export type * from './jobmanager/types.ts';
export { type FlinkPart, FlinkRefused, FlinkUnreachable } from './rest/errors.ts';
export type { FlinkAddress } from './rest/request.ts';
