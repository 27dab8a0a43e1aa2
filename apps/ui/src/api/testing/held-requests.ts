import { afterEach, beforeEach, vi } from 'vitest';
import { queryClient } from '../queries.ts';

/** A request of the page that waits for the test. */
export interface HeldRequest {
  readonly method: string;
  readonly address: string;
  readonly body: unknown;
  answer(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void;
  /** Nobody answers. */
  fail(): void;
}

/**
 * Holds back all requests of a test until it answers them, in place of `fetch`. To be called at the top of a test file.
 * @returns the requests that were made so far in the test that runs, oldest first
 */
export function holdRequests(): () => readonly HeldRequest[] {
  let requests: HeldRequest[] = [];
  beforeEach(() => {
    requests = [];
    vi.stubGlobal('fetch', (address: string, init: RequestInit = {}) => {
      const response = Promise.withResolvers<Response>();
      requests.push({
        method: init.method ?? 'GET',
        address,
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
        answer: (status, body, headers) =>
          response.resolve(
            status === 204
              ? new Response(null, { status })
              : new Response(JSON.stringify(body), {
                  status,
                  headers: { 'content-type': 'application/json', ...headers },
                }),
          ),
        fail: () => response.reject(new TypeError('fetch failed')),
      });
      return response.promise;
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    queryClient.clear();
  });
  return () => requests;
}
