import { clientFetch, type Fetch } from '@headrace/tls';
import { reasonOf } from './causes.ts';
import { type FlinkPart, FlinkRefused, FlinkUnreachable } from './errors.ts';
import { readText } from './read-text.ts';

/** Where a REST server of Flink is, and how it is called. */
export interface FlinkAddress {
  /** `http://host:port` or `https://host:port`. */
  readonly url: string;
  /** Folder of the client's identity (packages/tls), which an `https:` address asks for. */
  readonly keys?: string | undefined;
  /** How long one request may take, in ms. */
  readonly timeout?: number;
}

export interface RestOptions {
  readonly part: FlinkPart;
  /** Without a path. */
  readonly base: string;
  readonly fetch: Fetch;
  /** How long one request may take, in ms. */
  readonly timeout: number;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Overrides the client's time limit, in ms. */
  readonly timeout?: number;
}

/** The calls of a client: what an address leaves open gets its default. */
export function restOptions(part: FlinkPart, { url, keys, timeout }: FlinkAddress, usual: number): RestOptions {
  return { part, base: url.replace(/\/$/, ''), fetch: clientFetch(keys), timeout: timeout ?? usual };
}

/**
 * One request to a REST server of Flink.
 * @returns the JSON answer
 * @throws FlinkUnreachable, FlinkRefused; the signal's reason when the caller gave up
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

/** Both servers answer `{errors: [words, trace]}`; in an older style the one entry is the trace. */
function refusal(part: FlinkPart, status: number, text: string): FlinkRefused {
  let trace = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown };
    if (Array.isArray(errors)) trace = errors.map(String).findLast((e) => e.trim() !== '') ?? text;
  } catch {
    // A proxy's page: its text is the best that there is.
  }
  // Flink answers 503 while it looks for its leader: it is there soon.
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
