import { type Limit, type LimitCode, type LimitName, limitCode, limits } from '@headrace/topology';
import * as z from 'zod';

/**
 * The body of every answer that refuses a request or tells that it failed (RFC 9457, `application/problem+json`). The
 * sentences say what happened, where, and what to do, and may be shown as they are. Never a secret, never a stack trace.
 */
export const Problem = z
  .object({
    code: z.string().describe('Stable and searchable: `flow/not-found`.'),
    status: z.int().describe('The status of the answer.'),
    title: z.string().describe('What happened and what to do.'),
    detail: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused or failed (RFC 9457).' });
export type Problem = z.infer<typeof Problem>;

/** What a code of a problem means. */
export interface ProblemKind {
  readonly status: number;
  /** What has happened, as a sentence. */
  readonly means: string;
}

/** All problems that a route may name, by code. The limits have theirs in packages/topology. */
export const problems = {
  'request/not-json': { status: 400, means: 'The body is not JSON.' },
  'request/invalid': { status: 400, means: 'A parameter or the body is not as described.' },
  'connections/invalid': { status: 500, means: 'The file of registered connections has an error.' },
  'connection/unknown': { status: 404, means: 'No such connection is registered.' },
  'connection/unreachable': { status: 503, means: 'The system behind the connection does not answer.' },
  'connection/refused': { status: 502, means: 'The system behind the connection refuses the request.' },
  'connection/unknown-resource': { status: 404, means: 'The connection has no such resource.' },
  'connection/resource-exists': {
    status: 409,
    means: 'The connection has such a resource already, or one whose name collides with it.',
  },
  'connection/bad-resource': { status: 400, means: 'The connection takes no resource of this name.' },
  'example/not-found': { status: 404, means: 'There is no such example.' },
  'flow/not-found': { status: 404, means: 'There is no such flow, or it is in the bin.' },
  'flow/version-not-found': { status: 404, means: 'The flow has no such version, or keeps it no longer.' },
  'flow/not-trusted': { status: 409, means: 'The flow came from outside and no person trusts it yet.' },
  'flow/stale-version': { status: 409, means: 'Somebody else has saved the flow in between.' },
  'flow/running': { status: 409, means: 'The flow is running.' },
  'preview/not-found': { status: 404, means: 'The preview has ended.' },
  'preview/nothing-to-show': { status: 422, means: 'No node of the flow is ready.' },
  'preview/flink-away': { status: 503, means: 'Flink does not answer.' },
  'events/not-found': { status: 404, means: 'The event stream has ended.' },
  'run/not-found': { status: 404, means: 'There is no such run.' },
  'run/stale-version': { status: 409, means: 'The flow has a newer version than the one to run.' },
  'run/active': { status: 409, means: 'The flow is running already.' },
  'run/no-savepoint': { status: 409, means: 'No earlier run left state to continue from.' },
  'run/state-changed': {
    status: 409,
    means: 'The flow has changed so that the state of the earlier run does not fit.',
  },
  'run/no-savepoint-now': { status: 409, means: 'No savepoint can be taken while the run starts or restarts.' },
  'run/faults': { status: 422, means: 'The flow has errors.' },
  'run/unfinished': { status: 422, means: 'A node of the flow is not complete.' },
  'run/flink-away': { status: 503, means: 'Flink does not answer.' },
  'run/trace-not-allowed': { status: 403, means: 'The caller is not an administrator.' },
  'kafka/unknown-connection': { status: 404, means: 'No such connection is registered.' },
  'kafka/unknown-topic': { status: 404, means: 'There is no such topic.' },
  'kafka/topic-exists': { status: 409, means: 'There is such a topic already.' },
  'kafka/topic-collides': { status: 409, means: 'The name differs from that of another topic by `.` and `_` only.' },
  'kafka/bad-topic': { status: 400, means: 'Kafka takes no topic of this name or with these settings.' },
  'kafka/refused': { status: 502, means: 'The Kafka cluster refuses the request.' },
  'kafka/unreachable': { status: 503, means: 'No broker of the Kafka cluster answers.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** Problems of every route: what all servers and the gateway refuse before a route is reached, and faults of their own. */
export const commonProblems = {
  'http/malformed': { status: 400, means: 'The request is not HTTP/1.1.' },
  'http/bad-target': { status: 400, means: 'The address of the request can be read in two ways.' },
  'http/foreign-origin': { status: 403, means: 'A page of another site sent the request.' },
  'http/not-found': { status: 404, means: 'Nothing is at this address.' },
  'http/method': { status: 405, means: 'The method is not served.' },
  'http/foreign-host': { status: 421, means: '`Host` is not an address of this server.' },
  'http/internal': { status: 500, means: 'A fault in Headrace; its log has the details.' },
  'gateway/part-down': { status: 503, means: 'The server behind the gateway does not answer.' },
} as const satisfies Record<string, ProblemKind>;

/** A problem as a server makes it: its code is declared. */
export type DeclaredProblem = Problem & { readonly code: ProblemCode | keyof typeof commonProblems | LimitCode };

/** The problems of requests beyond these limits; limits that refuse no request have none. */
export function limitProblems(names: readonly LimitName[]): Map<LimitCode, ProblemKind> {
  return new Map(
    names.flatMap((name) => {
      const { answer, message }: Limit = limits[name];
      return typeof answer === 'number' ? [[limitCode(name), { status: answer, means: message }]] : [];
    }),
  );
}

const isLimitName = (name: string): name is LimitName => Object.hasOwn(limits, name);
const limitNames = Object.keys(limits).filter(isLimitName);

/** The limits that every server holds. */
export const commonLimits = limitNames.filter((name) => limits[name].server === 'every');

/** The problems of all limits that refuse requests. */
export const allLimitProblems = limitProblems(limitNames);
