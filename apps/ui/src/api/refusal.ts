/** What a server said when it refused a stream; plain data, so that it passes from one thread to another. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** ms until trying again may help, where the server said so. */
  readonly retryAfter: number | undefined;
}

/** What a server that refused said. Without the contract's schemas: the worker that asks need not load them. */
export async function readRefusal(answer: Response): Promise<Refusal> {
  const { status, headers } = answer;
  const body = (await answer.json().catch(() => undefined)) as { code?: unknown; title?: unknown } | undefined;
  return {
    status,
    code: typeof body?.code === 'string' ? body.code : 'http/failed',
    message: typeof body?.title === 'string' ? body.title : `The server answered ${status}.`,
    retryAfter: retryAfterOf(headers),
  };
}

/** Retry-After as ms; its other form, a date, no server of ours sends. */
export function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) * 1000 : undefined;
}

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
  refused !== undefined && (isLimit(refused.code) || refused.code === elsewhere.code);
