import type { Problem } from '@headrace/api';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { redact } from '../redact/redact.ts';

/**
 * Answers with a problem (RFC 9457), without the secrets that a sentence of another program may hold.
 * @param retryAfter seconds until trying again may help
 */
export function problem(c: Context, said: Problem, retryAfter?: number): Response {
  return c.body(JSON.stringify(bodyOf(said)), said.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
}

/** What is sent of a problem. */
export function bodyOf({ code, status, title, detail }: Problem): Problem {
  return { code, status, title: redact(title), ...(detail === undefined ? {} : { detail: redact(detail) }) };
}

/** Thrown where a request has to be refused from deep inside; becomes its problem's answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  /** Seconds until trying again may help. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}
