import { clientFetch, type Fetch } from '@headrace/tls';
import * as z from 'zod';
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
 * @param schema what is used of the answer
 * @throws FlinkUnreachable, FlinkRefused (also for an answer that is not as the schema says); the reason of the signal if it was aborted
 */
export async function request<T>(options: RestOptions, call: Call, schema: z.ZodType<T>): Promise<T> {
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
    return parse(options.part, status, text, schema);
  }
  throw refusal(options.part, status, text);
}

function parse<T>(part: FlinkPart, status: number, text: string, schema: z.ZodType<T>): T {
  const strange = (what: string) =>
    new FlinkRefused(part, status, `${what}; is something else listening there?`, text.slice(0, 2000));
  let json: unknown;
  try {
    json = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw strange('the answer is not JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.join('.') ?? '';
  throw strange(`the answer is not what Flink gives${path === '' ? '' : ` (at ${path})`}`);
}

const Errors = z.object({ errors: z.array(z.coerce.string()) });

/** Where nothing of the answer is used. */
export const Anything = z.unknown();

/** Both servers respond with `{errors: [message, trace]}`; older ones with the trace as the only entry. */
function refusal(part: FlinkPart, status: number, text: string): FlinkRefused {
  let trace = text;
  try {
    const read = Errors.safeParse(JSON.parse(text));
    if (read.success) trace = read.data.errors.findLast((e) => e.trim() !== '') ?? text;
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
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === 'ECONNREFUSED') return 'nothing listens at its address';
  return (cause instanceof Error && cause.message) || code || error.message;
}
