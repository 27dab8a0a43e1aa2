import { ApiProblem } from '@headrace/client';
import { isLimit } from './refusal.ts';

export { ApiProblem };

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
