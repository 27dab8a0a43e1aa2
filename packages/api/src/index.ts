export * from './diagnostic.ts';
export {
  isCommon,
  type OpenApi,
  type Operation,
  openApi,
  type Parameter,
  type Schema,
} from './openapi.ts';
export * from './permissions.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './routes/checks.ts';
export * from './routes/connections.ts';
export * from './routes/counts.ts';
export * from './routes/events.ts';
export * from './routes/flows.ts';
export * from './routes/previews.ts';
export * from './routes/runs.ts';
export * from './routes/system.ts';
export * from './routes/topics.ts';
export type { ServerCode } from './server-codes.ts';
export * from './tables.ts';
