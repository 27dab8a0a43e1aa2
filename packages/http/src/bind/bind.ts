import {
  type Events,
  type PermissionKind,
  permissions,
  type Role,
  type Route,
  type RouteTable,
  type Sent,
  type SentEvent,
} from '@headrace/api';
import { conform, mismatchSentence } from '@headrace/flow';
import { type Call, ContractError, Gate, type Sizes } from '@headrace/service';
import type { LimitName } from '@headrace/topology';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { localPerson, localRole, type PersonOf, type RoleOf } from '../person/person.ts';
import { answerStream, type Feed } from '../streams/event-streams.ts';

type Values<S> = { readonly [K in keyof S]: S[K] extends z.ZodType ? z.output<S[K]> : never };
type Part<R, Name extends string> = R extends { readonly [N in Name]: infer S extends object }
  ? { readonly [N in Name]: Values<S> }
  : unknown;

/** The parts of a request that its route has, read by their schemas. */
export type Input<R extends Route> = Part<R, 'params'> &
  Part<R, 'query'> &
  (R extends { readonly body: infer B extends z.ZodType } ? { readonly body: z.output<B> } : unknown);

/** What a handler gives: the data of the answer, or the feed of an event stream; nothing where the answer has no body. */
export type Given<R extends Route> = R['answer'] extends { kind: 'stream'; events: infer E extends Events }
  ? Feed<SentEvent<E>>
  : R['answer'] extends { kind: 'json'; schema: infer S extends z.ZodType }
    ? Sent<S>
    : never;

/** Does what a route is for. Refuses by throwing a `ContractError`. */
export type Handler<R extends Route> = (
  input: Input<R>,
  call: Call,
) => R['answer'] extends { kind: 'empty' } ? Promise<void> : Given<R> | Promise<Given<R>>;

/** A handler for each operation of a resource. */
export type HandlersOf<Routes extends Readonly<Record<string, Route>>> = {
  readonly [Name in keyof Routes]: Handler<Routes[Name]>;
};

/** A handler for each route of a table. */
export type Handlers<Table extends RouteTable> = { readonly [Resource in keyof Table]: HandlersOf<Table[Resource]> };

export interface BindOptions {
  readonly personOf?: PersonOf | undefined;
  readonly roleOf?: RoleOf | undefined;
  /** The clock, ms since the epoch. */
  readonly now?: (() => number) | undefined;
  readonly sizes?: Sizes | undefined;
}

/** Limits of what is at work at once, one person's and everybody's: a route that names both is counted while it works. */
const counted = [
  ['checksOfPerson', 'checks'],
  ['readsOfPerson', 'reads'],
  ['streamsOfPerson', 'streams'],
] as const satisfies readonly (readonly [LimitName, LimitName])[];

/**
 * Serves the routes of a table. Before a handler runs, the caller has the permission of the route, its limits have room,
 * and params, query and body are as their schemas say; all else is refused with a problem of the contract.
 */
export function bind<Table extends RouteTable>(
  table: Table,
  handlers: Handlers<Table>,
  { personOf = localPerson, roleOf = localRole, now = Date.now, sizes }: BindOptions = {},
): Hono {
  const app = new Hono();
  const gates = counted.map((names) => ({ names, gate: new Gate(names[0], names[1], sizes) }));
  for (const [resource, routes] of Object.entries(table))
    for (const [name, route] of Object.entries(routes)) {
      const handler = handlers[resource]?.[name] as AnyHandler;
      const read = readerOf(route);
      const limits: readonly LimitName[] = route.limit;
      const own = gates.filter(({ names }) => names.every((limit) => limits.includes(limit)));
      app.on(route.method, honoPath(route.path), async (c) => {
        const actor = { id: personOf(c), role: roleOf(c) };
        permit(route, actor.role);
        const input = await read(c);
        const leave = enterAll(
          own.map(({ gate }) => gate),
          actor.id,
        );
        try {
          const given = await handler(input, { actor, now: now(), signal: c.req.raw.signal });
          if (route.answer.kind === 'stream') return answerStream(c, given as Feed, leave, sizes);
          leave();
          return route.answer.kind === 'empty' ? c.body(null, 204) : c.json(given, route.answer.status);
        } catch (error) {
          leave();
          throw error;
        }
      });
    }
  return app;
}

/** A handler whatever its route: the types of `Handlers` hold each to its own. */
type AnyHandler = (input: unknown, call: Call) => Promise<unknown>;

/** `/api/flows/{id}` as Hono has it: `/api/flows/:id`. */
const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function permit({ permission }: Route, role: Role): void {
  const { roles, refusal }: PermissionKind = permissions[permission];
  if (roles.includes(role)) return;
  if (!refusal) throw new Error(`the permission ${permission} does not say how it is refused`);
  throw new ContractError(refusal.code, refusal.title);
}

/** Enters one gate after the other, or none. @returns leaves all; a second call does nothing */
function enterAll(gates: readonly Gate[], person: string): () => void {
  const leaves: (() => void)[] = [];
  const leave = () => {
    for (const each of leaves) each();
  };
  try {
    for (const gate of gates) leaves.push(gate.enter(person));
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

/** What a request of a route says. Nothing is a part that the route has not. */
function readerOf({ params, query, body }: Route): (c: Context) => Promise<unknown> {
  const paramSchema = params && z.object(params);
  const querySchema = query && z.object(query);
  return async (c) => ({
    ...(paramSchema ? { params: conformed(paramSchema, c.req.param(), 'The address') } : {}),
    ...(querySchema ? { query: conformed(querySchema, c.req.query(), 'The query') } : {}),
    ...(body ? { body: conformed(body, await jsonOf(c), 'The body') } : {}),
  });
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (error) {
    // Anything else is about the body as such: it is too large, or its sender is gone.
    if (error instanceof SyntaxError) throw new ContractError('request/not-json', 'The request is not JSON.');
    throw error;
  }
}

function conformed<S extends z.ZodType>(schema: S, value: unknown, whole: string): z.output<S> {
  const read = conform(schema, value);
  if ('data' in read) return read.data;
  const [first] = read.mismatches;
  const where = first?.path.join('.') || whole;
  const message = first ? mismatchSentence(where, first) : '';
  throw new ContractError('request/invalid', `The request is not right. ${message}`.trim());
}
