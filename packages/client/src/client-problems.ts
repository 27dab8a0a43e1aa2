import type { Problem } from '@headrace/api';

/** Problems that a client finds itself: no server sends them. */
export const clientProblems = {
  'network/unreachable': 'No server answers, or the connection ended before it answered.',
  'http/not-understood': 'The answer is not as the route declares it: the server may be of another version.',
  'http/failed': 'The server refused the request without saying why.',
} as const satisfies Record<`${string}/${string}`, string>;

export type ClientProblemCode = keyof typeof clientProblems;

/** A problem that a client found. `status` is that of the answer, or 0 where there was none. */
export const clientProblem = (code: ClientProblemCode, status: number, title: string): Problem => ({
  code,
  status,
  title,
});
