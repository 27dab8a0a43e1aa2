import { ProblemError } from '@headrace/http';

/** Refuses a request, in a sentence. */
export function refuse(status: number, code: string, title: string, detail?: string): never {
  throw new ProblemError({ code, status, title, ...(detail === undefined ? {} : { detail }) });
}

/**
 * Refuses a request that may be sent again soon: whoever sent it does so by itself.
 * @param retryAfter seconds
 */
export function refuseForNow(code: string, title: string, retryAfter: number): never {
  throw new ProblemError({ code, status: 503, title }, retryAfter);
}
