import { Problem } from '@headrace/api';
import { clientProblem } from './client-problems.ts';
import type { FetchAnswer } from './fetch.ts';

/** A call that was refused or failed; the sentences of the problem may be shown as they are. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;
  /** The whole body of the answer, where there was one: some problems carry more than the common members. */
  readonly body: unknown;
  /** ms until trying again may help, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, body?: unknown, retryAfter?: number, cause?: unknown) {
    super(problem.detail ? `${problem.title} ${problem.detail}` : problem.title, { cause });
    this.problem = problem;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** What an answer that is not successful tells; the status in words where it tells nothing. */
export async function problemOf(answer: FetchAnswer): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => undefined);
  const read = Problem.safeParse(body);
  const { status } = answer;
  return new ApiProblem(
    read.success ? read.data : clientProblem('http/failed', status, `The server answered ${status}.`),
    body,
    retryAfterOf(answer.headers),
  );
}

/** Retry-After in ms; its other form, a date, no server of Headrace sends. */
export function retryAfterOf(headers: FetchAnswer['headers']): number | undefined {
  const text = headers.get('retry-after');
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) * 1000 : undefined;
}
