import type { Problem } from '@headrace/api';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Answers with a problem (RFC 9457). */
export function problem(c: Context, { code, status, title, detail }: Problem): Response {
  const body: Problem = { code, status, title, ...(detail === undefined ? {} : { detail }) };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, { 'content-type': 'application/problem+json' });
}

/** Thrown where a request has to be refused from deep inside; becomes its problem's answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}
