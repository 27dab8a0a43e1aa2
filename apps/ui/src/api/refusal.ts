import type { ApiProblem } from '@headrace/client';

/** What a server said when it refused a stream; plain data, so that it passes from one thread to another. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** ms until trying again may help, where the server said so. */
  readonly retryAfter: number | undefined;
}

export const refusalOf = ({ problem: { status, code, title }, retryAfter }: ApiProblem): Refusal => ({
  status,
  code,
  message: title,
  retryAfter,
});

/** More was asked for than the servers take at once: whoever waits a moment gets it. */
export const isLimit = (code: string): boolean => code.startsWith('limit/');

/** Another page of this browser is kept up to date instead; see live/alone.ts. */
export const elsewhere: Refusal = {
  status: 0,
  code: 'page/elsewhere',
  message:
    'This browser keeps one page up to date at a time: the one that you looked at last. This page goes on when you come back to it.',
  retryAfter: undefined,
};

/** Whether a person can do something about it; all else passes by itself. */
export const isToBeRead = (refused: Refusal | undefined): refused is Refusal =>
  refused !== undefined &&
  (isLimit(refused.code) || refused.code === elsewhere.code || refused.code === 'http/not-understood');
