export { ApiProblem, problemOf, retryAfterOf } from './api-problem.ts';
export {
  type CallOptions,
  type Client,
  type ClientOptions,
  client,
  type Input,
  type ObservedAnswer,
} from './client.ts';
export { type ClientProblemCode, clientProblems } from './client-problems.ts';
export type { Fetch, FetchAnswer } from './fetch.ts';
