export type { Role } from '@headrace/api';
export { badTarget } from './admit/request-fault.ts';
export { type AppOptions, createApp } from './app/app.ts';
export {
  type AddressedComponent,
  type Environment,
  environmentFor,
  type Installation,
  originOf,
  readEnvironment,
} from './environment/environment.ts';
export { type GuardOptions, guard } from './guard/guard.ts';
export { securityHeaders } from './headers/headers.ts';
export type { QuotesEvents } from './logging/logged-error.ts';
export { createLogger, type Logger, logRequests } from './logging/logging.ts';
export { localPerson, localRole, type PersonOf, type RoleOf } from './person/person.ts';
export { problem, userProblem } from './problem/problem.ts';
export { type RunOptions, runServer } from './serve/run.ts';
export { PortFault, type Served, type ServeOptions, serve } from './serve/serve.ts';
export type { Feed, Message } from './streams/event-streams.ts';
export { pathIn, targetFault } from './target/target.ts';
