import { finished, type Writable } from 'node:stream';
import type { Gate } from '@headrace/service';
import type { MiddlewareHandler } from 'hono';
import type { PersonOf } from '../person/person.ts';

/**
 * Counts the requests under way, each from its arrival to the end of its answer. An event stream is counted until it
 * begins: streams have a limit of their own.
 */
export function requestsAtOnce(gate: Gate, personOf: PersonOf): MiddlewareHandler {
  return async (c, next) => {
    const leave = gate.enter(personOf(c));
    try {
      await next();
    } catch (error) {
      leave();
      throw error;
    }
    const isStream = c.res.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const outgoing = (c.env as { outgoing?: Writable } | undefined)?.outgoing;
    if (isStream || outgoing === undefined) leave();
    else finished(outgoing, leave);
  };
}
