import { clientFetch, type Fetch } from '@headrace/tls';
import { reasonOf } from './causes.ts';
import { type FlinkPart, FlinkRefused, FlinkUnreachable } from './errors.ts';
import { readText } from './read-text.ts';

/** The address of a REST server of Flink, and how to call it. */
export interface FlinkAddress {
  /** `http://host:port` or `https://host:port`. */
  readonly url: string;
  /** Folder of the client certificate (packages/tls), which an `https:` address requires. */
  readonly keys?: string | undefined;
  /** Timeout of a request in ms. */
  readonly timeout?: number;
}

export interface RestOptions {
  readonly part: FlinkPart;
  /** Without a path. */
  readonly base: string;
  readonly fetch: Fetch;
  /** Timeout of a request in ms. */
  readonly timeout: number;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Overrides the timeout of the client, in ms. */
  readonly timeout?: number;
}

/** Options of a client: an address with defaults filled in. */
export function restOptions(part: FlinkPart, { url, keys, timeout }: FlinkAddress, usual: number): RestOptions {
  return { part, base: url.replace(/\/$/, ''), fetch: clientFetch(keys), timeout: timeout ?? usual };
}

/**
 * Sends one request to a REST server of Flink.
 * @returns the JSON of the response
 * @throws FlinkUnreachable, FlinkRefused; the reason of the signal if it was aborted
 */
export async function request(options: RestOptions, call: Call): Promise<unknown> {
  const limit = AbortSignal.timeout(call.timeout ?? options.timeout);
  const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
  let status: number;
  let text: string;
  let whole: boolean;
  try {
    const answer = await options.fetch(options.base + call.path, {
      method: call.method ?? 'GET',
      signal,
      ...(call.body === undefined
        ? {}
        : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
    });
    status = answer.status;
    ({ text, whole } = await readText(answer));
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    throw new FlinkUnreachable(options.part, why(error, call.timeout ?? options.timeout));
  }
  if (status >= 200 && status < 300) {
    if (!whole) throw new FlinkRefused(options.part, status, 'the answer is larger than 64 MiB', '');
    return parse(options.part, status, text);
  }
  throw refusal(options.part, status, text);
}

function parse(part: FlinkPart, status: number, text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new FlinkRefused(
      part,
      status,
      'the answer is not JSON; is something else listening there?',
      text.slice(0, 2000),
    );
  }
}

/** Both servers respond with `{errors: [message, trace]}`; older ones with the trace as the only entry. */
function refusal(part: FlinkPart, status: number, text: string): FlinkRefused {
  let trace = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown };
    if (Array.isArray(errors)) trace = errors.map(String).findLast((e) => e.trim() !== '') ?? text;
  } catch {
    // Probably the page of a proxy: its text is used as it is.
  }
  // Flink responds with 503 during leader election, which is over soon.
  if (status === 502 || status === 503 || status === 504)
    throw new FlinkUnreachable(part, `it is not ready (${status} ${reasonOf(trace)})`);
  return new FlinkRefused(part, status, reasonOf(trace), trace);
}

function why(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeout / 1000} s`;
  const cause = error.cause as { code?: string; message?: string } | undefined;
  if (cause?.code === 'ECONNREFUSED') return 'nothing listens at its address';
  return cause?.message || cause?.code || error.message;
}
