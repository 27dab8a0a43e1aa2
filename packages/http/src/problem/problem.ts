import type { DeclaredProblem } from '@headrace/api';
import type { ContractError } from '@headrace/service';
import { redact } from '@headrace/service';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What an answer has beside its problem. */
export interface ProblemMore {
  /** Seconds until trying again may help. */
  readonly retryAfter?: number | undefined;
  /** Members of the body beside the common ones (RFC 9457, section 3.2), sent as they are. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
}

/** Answers with a problem (RFC 9457), without the secrets that a sentence of another program may hold. */
export function problem(c: Context, said: DeclaredProblem, { retryAfter, members }: ProblemMore = {}): Response {
  return c.body(JSON.stringify({ ...members, ...bodyOf(said) }), said.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
}

/** Answers with the problem of an error that a use case has thrown. */
export function userProblem(c: Context, error: ContractError): Response {
  return problem(c, error.problem, error);
}

/** What is sent of a problem. */
export function bodyOf({ code, status, title, detail }: DeclaredProblem): DeclaredProblem {
  return { code, status, title: redact(title), ...(detail === undefined ? {} : { detail: redact(detail) }) };
}
