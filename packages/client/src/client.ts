import {
  addressOf,
  type DeclaredProblem,
  type Events,
  type ReadEvent,
  type Route,
  type RouteTable,
  type Sent,
} from '@headrace/api';
import * as z from 'zod';
import { ApiProblem, problemOf } from './api-problem.ts';
import { clientProblem } from './client-problems.ts';
import { readEvents } from './events.ts';
import type { Fetch, FetchAnswer } from './fetch.ts';

export interface ClientOptions {
  readonly fetch: Fetch;
  /** What is thrown for a call that was refused or failed; the `ApiProblem` itself unless told otherwise. */
  readonly toError?: (problem: ApiProblem) => Error;
  /** Looks at every answer before its schema has left out what it does not know; for tests. */
  readonly onAnswer?: (answer: ObservedAnswer) => void;
}

/** An answer, or an event of a stream, as it came. */
export interface ObservedAnswer {
  /** `flows.get` */
  readonly operation: string;
  readonly route: Route;
  readonly status: number;
  readonly contentType: string;
  /** JSON, or the problem; undefined where there is no body. */
  readonly data: unknown;
  /** The schema of an event; undefined for an answer as a whole. */
  readonly event?: z.ZodType;
}

/** A function for each route: `client(backendRoutes, …).flows.get({ params: { id } })`. */
export type Client<Table extends RouteTable> = {
  readonly [Resource in keyof Table]: { readonly [Name in keyof Table[Resource]]: Call<Table[Resource][Name]> };
};

type Call<R extends Route> =
  Record<never, never> extends Input<R>
    ? (input?: Input<R>, options?: CallOptions) => Given<R>
    : (input: Input<R>, options?: CallOptions) => Given<R>;

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** What a call takes: the parts that the route has. */
export type Input<R extends Route> = Part<'params', R['params']> & Part<'query', R['query']> & BodyOf<R>;

type Schemas = Readonly<Record<string, z.ZodType>>;
type Part<Name extends string, S> = [S] extends [Schemas]
  ? Record<never, never> extends Values<S>
    ? { readonly [N in Name]?: Values<S> }
    : { readonly [N in Name]: Values<S> }
  : unknown;
type BodyOf<R extends Route> = R extends { readonly body: infer B extends z.ZodType }
  ? { readonly body: Sent<B> }
  : unknown;

/** Values by key; keys that may be absent in the address may be absent here. */
type Values<S extends Schemas> = {
  readonly [K in keyof S as undefined extends z.input<S[K]> ? never : K]: z.output<S[K]>;
} & { readonly [K in keyof S as undefined extends z.input<S[K]> ? K : never]?: z.output<S[K]> };

type Given<R extends Route> = R['answer'] extends { kind: 'stream'; events: infer E extends Events }
  ? AsyncGenerator<ReadEvent<E>, void, undefined>
  : R['answer'] extends { kind: 'json'; schema: infer S extends z.ZodType }
    ? Promise<z.output<S>>
    : Promise<void>;

/** What a call is given, whatever its route: the types above hold each call to its own. */
interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * Functions that call the routes of a table. Answers are read by the schemas of their routes.
 * A call throws an `ApiProblem` (or what `toError` makes of it) when it is refused, also before it is sent (code
 * `request/invalid`), when nobody answers (`network/unreachable`, status 0) and when the answer is not as declared
 * (`http/not-understood`). A call that its own signal ends throws the reason of the signal.
 */
export function client<Table extends RouteTable>(table: Table, options: ClientOptions): Client<Table> {
  const functions = Object.entries(table).map(([resource, routes]) => [
    resource,
    Object.fromEntries(
      Object.entries(routes).map(([name, route]) => [name, callOf(`${resource}.${name}`, route, options)]),
    ),
  ]);
  return Object.fromEntries(functions) as Client<Table>;
}

function callOf(operation: string, route: Route, options: ClientOptions) {
  const { answer } = route;
  const { toError = (problem) => problem, onAnswer } = options;
  const observe = ({ status, headers }: FetchAnswer, data: unknown, event?: z.ZodType) =>
    onAnswer?.({
      operation,
      route,
      status,
      contentType: headers.get('content-type') ?? '',
      data,
      ...(event ? { event } : {}),
    });
  const notUnderstood = (status: number, cause: unknown) => {
    const title = 'The answer of the server cannot be read: it may be of another version of Headrace.';
    return toError(new ApiProblem(clientProblem('http/not-understood', status, title), undefined, undefined, cause));
  };

  const addressFor = (input: AnyInput): string => {
    try {
      return addressOf(route.path, encoded(route.params, input.params), encoded(route.query, input.query));
    } catch (cause) {
      const title = 'A name in the request cannot be sent: it is empty, too long, or no text.';
      const problem: DeclaredProblem = { code: 'request/invalid', status: 400, title };
      throw toError(new ApiProblem(problem, undefined, undefined, cause));
    }
  };

  async function request(input: AnyInput, signal: AbortSignal | undefined): Promise<FetchAnswer> {
    const address = addressFor(input);
    const sent = await options
      .fetch(address, {
        method: route.method,
        headers: route.body ? { 'content-type': 'application/json' } : {},
        ...(route.body ? { body: JSON.stringify(input.body) } : {}),
        ...(signal ? { signal } : {}),
      })
      .catch((cause: unknown) => {
        if (signal?.aborted) throw cause;
        const title = 'Headrace does not answer.';
        throw toError(
          cause instanceof ApiProblem
            ? cause
            : new ApiProblem(clientProblem('network/unreachable', 0, title), undefined, undefined, cause),
        );
      });
    if (sent.ok) return sent;
    const problem = await problemOf(sent);
    observe(sent, problem.body);
    throw toError(problem);
  }

  if (answer.kind === 'stream')
    return async function* (input: AnyInput = {}, { signal }: CallOptions = {}) {
      const sent = await request(input, signal);
      observe(sent, undefined);
      if (!sent.body) return;
      for await (const { event, data } of readEvents(sent.body, signal)) {
        const schema = answer.events[event];
        // A newer server may send kinds of events that nobody here waits for.
        if (!schema) continue;
        let read: unknown;
        try {
          const value: unknown = JSON.parse(data);
          observe(sent, value, schema);
          read = schema.parse(value);
        } catch (cause) {
          throw notUnderstood(sent.status, cause);
        }
        yield { event, data: read };
      }
    };
  return async (input: AnyInput = {}, { signal }: CallOptions = {}) => {
    const sent = await request(input, signal);
    if (answer.kind === 'empty') return observe(sent, undefined);
    try {
      const data = await sent.json();
      observe(sent, data);
      return answer.schema.parse(data);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw notUnderstood(sent.status, cause);
    }
  };
}

/** Values as the texts that stand in an address. */
function encoded(schemas: Schemas = {}, values: AnyInput['params'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([key, schema]) =>
      values[key] === undefined ? [] : [[key, String(z.encode(schema, values[key]))]],
    ),
  );
}
