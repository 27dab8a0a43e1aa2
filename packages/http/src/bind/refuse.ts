import { type ProblemCode, problems } from '@headrace/api';
import { ProblemError } from '../problem/problem.ts';

export interface RefusalMore {
  readonly detail?: string | undefined;
  /** Seconds until the same request may succeed; whoever sent it then sends it again by itself. */
  readonly retryAfter?: number;
  /** Members beside the common ones, as the contract declares them for the code. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * Refuses a request with a problem of the contract, which knows its status.
 * @throws ProblemError always
 */
export function refuse(code: ProblemCode, title: string, { detail, ...more }: RefusalMore = {}): never {
  const { status } = problems[code];
  throw new ProblemError({ code, status, title, ...(detail === undefined ? {} : { detail }) }, more);
}
