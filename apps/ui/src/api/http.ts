import { Problem } from '@headrace/api';
import { isLimit, retryAfterOf } from './refusal.ts';

/** A request that was refused or failed; the problem's sentences may be shown as they are. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  readonly body: unknown;
  /** ms until trying again may help, where the server said so. */
  readonly retryAfter: number | undefined;
  constructor(problem: Problem, body?: unknown, retryAfter?: number) {
    super(problem.detail ? `${problem.title} ${problem.detail}` : problem.title);
    this.problem = problem;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

interface Reads<T> {
  parse(data: unknown): T;
}

/** Sends a request and reads the answer by its schema. Throws `ApiProblem`, also when nobody answers. */
export async function request<T>(schema: Reads<T>, method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body);
  try {
    return schema.parse(await response.json());
  } catch {
    const title =
      'The answer of the server is not what this page expects. Reload the page: it may be older than the server.';
    throw new ApiProblem({ code: 'http/not-understood', status: response.status, title });
  }
}

/** For answers without a body. */
export async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const response = await fetch(path, init).catch(() => {
    throw new ApiProblem({ code: 'network/unreachable', status: 0, title: 'Headrace does not answer.' });
  });
  if (response.ok) return response;
  const data: unknown = await response.json().catch(() => undefined);
  const problem = Problem.safeParse(data);
  throw new ApiProblem(
    problem.success
      ? problem.data
      : { code: 'http/failed', status: response.status, title: `The server answered ${response.status}.` },
    data,
    retryAfterOf(response.headers),
  );
}

/** More was asked for than the servers take at once: whoever waits a moment gets it. */
export function isOverLimit(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && isLimit(error.problem.code) && error.retryAfter !== undefined;
}

/** Nobody answers, or only the gateway does: it passes by itself. */
export function isAway(error: unknown): boolean {
  return error instanceof ApiProblem && (error.problem.status === 0 || error.problem.status >= 502);
}

/** When the server asks for a request again, in ms. */
export const retryAfter = (error: unknown): number | undefined =>
  error instanceof ApiProblem ? error.retryAfter : undefined;

/** A sentence for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
