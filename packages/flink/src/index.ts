export { describeFailure, type Failure } from './failure/describe.ts';
export type { FlowFacts, Reported, TableFact } from './failure/facts.ts';
export { type GatewayOptions, SqlGateway } from './gateway/gateway.ts';
export type { Operation, PollOptions } from './gateway/operation.ts';
export { isLost, Session, SessionLost, type SessionOptions } from './gateway/session.ts';
export type { Page, Properties, ResultColumn, ResultRow, RowKind } from './gateway/types.ts';
export { JobManager, type JobManagerOptions } from './jobmanager/jobmanager.ts';
export type * from './jobmanager/types.ts';
export { type FlinkPart, FlinkRefused, FlinkUnreachable } from './rest/errors.ts';
