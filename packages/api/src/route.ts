import type { LimitOf } from '@headrace/topology';
import * as z from 'zod';
import { type Permission, type PermissionKind, permissions } from './permissions.ts';
import {
  commonLimits,
  commonProblems,
  limitProblems,
  type ProblemCode,
  type ProblemKind,
  problems,
} from './problem.ts';

/**
 * A route as data. The server's binding (packages/http), the client (packages/client), the OpenAPI document, its page in
 * docs/ and the route tests follow from it. Every column without a question mark must be filled in.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in OpenAPI: `/api/flows/{id}`. */
  readonly path: `/${string}`;
  /** What it does, as a sentence without its full stop. */
  readonly summary: string;
  /** A schema for each name in braces in the path. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  /** A schema for each key of the query: from the text in the address to a value. */
  readonly query?: Readonly<Record<string, z.ZodType>>;
  /** Sent as JSON. */
  readonly body?: z.ZodType;
  readonly answer: JsonAnswer | EmptyAnswer | StreamAnswer;
  /** Problems beside those that every request may meet, and those of its limits. */
  readonly errors: readonly ProblemCode[];
  readonly permission: Permission;
  /** Limits beside those of every server; see packages/topology. */
  readonly limit: readonly LimitOf<'backend' | 'kafka-admin'>[];
  /** Whether the audit log keeps who called it, when, and with what outcome. */
  readonly audited: boolean;
}

export interface JsonAnswer<S extends z.ZodType = z.ZodType> {
  readonly kind: 'json';
  readonly status: 200 | 201 | 202;
  readonly schema: S;
}

export interface EmptyAnswer {
  readonly kind: 'empty';
  readonly status: 204;
}

/** Server-sent events: a schema for the data of each kind of event. */
export interface StreamAnswer<E extends Events = Events> {
  readonly kind: 'stream';
  readonly status: 200;
  readonly events: E;
}

export type Events = Readonly<Record<string, z.ZodType>>;

export const json = <S extends z.ZodType>(schema: S, status: JsonAnswer['status'] = 200): JsonAnswer<S> => ({
  kind: 'json',
  status,
  schema,
});
export const empty: EmptyAnswer = { kind: 'empty', status: 204 };
export const stream = <E extends Events>(events: E): StreamAnswer<E> => ({ kind: 'stream', status: 200, events });

/** Routes by resource and operation. */
export type RouteTable = Readonly<Record<string, Readonly<Record<string, Route>>>>;

/** The names in braces in a path. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

type ParamsOf<Path extends string> = [NamesIn<Path>] extends [never]
  ? { readonly params?: never }
  : { readonly params: Readonly<Record<NamesIn<Path>, z.ZodType<string, string>>> };

/** Declares a route. Its type demands every column, and a schema for each name in the path. */
export const route = <const R extends Route>(declared: R & ParamsOf<R['path']>): R => declared;

/** What is handed over to be sent: what the schema takes, which nobody changes any more. */
export type Sent<S extends z.ZodType> = DeepReadonly<z.input<S>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** An event of a stream, as it is sent. */
export type SentEvent<E extends Events> = {
  [Name in keyof E & string]: { readonly event: Name; readonly data: Sent<E[Name]> };
}[keyof E & string];

/** An event of a stream, as it was read. */
export type ReadEvent<E extends Events> = {
  [Name in keyof E & string]: { readonly event: Name; readonly data: z.output<E[Name]> };
}[keyof E & string];

/** A whole number of at least 1 in a query. */
export const Count = z.codec(z.string(), z.int().min(1), {
  decode: (text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER),
  encode: String,
});

/** `true` or `false` in a query. */
export const Flag = z.codec(z.enum(['true', 'false']), z.boolean(), {
  decode: (text) => text === 'true',
  encode: (value) => (value ? 'true' : 'false'),
});

/** What a path names. Nothing that Headrace or Kafka names is longer; `.` and `..` would name another path. */
export const Name = z
  .string()
  .min(1)
  .max(250)
  .refine((text) => text !== '.' && text !== '..' && text.isWellFormed(), 'must be a name');

/** All problems that a route may answer with, by code. A server that answers with another does not keep the contract. */
export function problemsOf({ params, query, body, errors, permission, limit }: Route): Map<string, ProblemKind> {
  const { refusal }: PermissionKind = permissions[permission];
  const codes: readonly ProblemCode[] = [
    ...(params || query || body ? (['request/invalid'] as const) : []),
    ...(body ? (['request/not-json'] as const) : []),
    ...errors,
    ...(refusal ? [refusal.code] : []),
  ];
  return new Map<string, ProblemKind>([
    ...Object.entries(commonProblems),
    ...limitProblems([...commonLimits, ...limit]),
    ...codes.map((code) => [code, problems[code]] as const),
  ]);
}

/**
 * The path and query of a call.
 * @param params texts for the names in the path
 * @param query texts by key; absent ones are left out
 */
export function addressOf(
  path: string,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
}
