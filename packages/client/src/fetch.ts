import type { Bytes } from './events.ts';

/** The part of an answer that is used here: that of `fetch` in browsers, in Node and in undici. */
export interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Bytes | null;
  json(): Promise<unknown>;
}

/** Sends a request to an address that begins with the path. */
export type Fetch = (
  address: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<FetchAnswer>;
