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
export { createLogger, type Logger, logRequests } from './logging/logging.ts';
export { ProblemError, problem } from './problem/problem.ts';
export { type RunOptions, runServer } from './serve/run.ts';
export { PortFault, type Served, type ServeOptions, serve } from './serve/serve.ts';
