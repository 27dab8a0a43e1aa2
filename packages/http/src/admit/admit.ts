import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DeclaredProblem } from '@headrace/api';
import { type Sizes, sizeOf } from '@headrace/service';
import { parseProblem, refuse, refuseRaw } from './refusal.ts';
import { badTarget, requestFault } from './request-fault.ts';

export interface AdmitOptions {
  /** Is told of requests that are refused before the app could log them. */
  readonly onRefused?: (problem: DeclaredProblem, target: string) => void;
  readonly sizes?: Sizes;
}

/** Times and sizes of requests, for `createServer`. */
export function requestLimits(sizes?: Sizes): ServerOptions {
  return {
    maxHeaderSize: sizeOf('headerBytes', sizes),
    headersTimeout: sizeOf('headerTime', sizes),
    requestTimeout: sizeOf('requestTime', sizes),
    // Node looks at the two times in steps, every 30 s by default.
    connectionsCheckingInterval: Math.min(1000, sizeOf('headerTime', sizes) / 4),
    // Refused by `requestFault`, with a problem.
    requireHostHeader: false,
  };
}

/** Answers of requests that have not ended, by their connection: nothing may be written between the parts of one. */
const answering = new WeakMap<Duplex, ServerResponse>();

/** Passes on only what can be understood in one way; all else is refused with a problem. */
export function admit(listener: RequestListener, { onRefused }: AdmitOptions): RequestListener {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answering.set(incoming.socket, outgoing);
    const fault = requestFault(incoming);
    if (fault === undefined) return listener(incoming, outgoing);
    onRefused?.(fault, incoming.url ?? '');
    refuse(outgoing, fault);
  };
}

/**
 * Answers what Node's parser refuses, and closes connections on which nothing goes on: those that wait for no answer, and
 * those whose reader takes nothing of what is there. One that waits for an answer, or for an event, is left.
 */
export function watchConnections(server: Server, { onRefused, sizes }: AdmitOptions): void {
  // Node leaves out headers beyond 2000, and the guard would not see them; their bytes are limited anyway.
  server.maxHeadersCount = 0;
  const refuseOn = (socket: Duplex, problem: DeclaredProblem, target: string) => {
    const answer = answering.get(socket);
    if (!socket.writable || (answer?.headersSent && !answer.writableFinished)) return socket.destroy();
    onRefused?.(problem, target);
    return refuseRaw(socket, problem);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else refuseOn(socket, parseProblem(error), '');
  });
  server.on('connect', ({ url }: IncomingMessage, socket: Duplex) =>
    refuseOn(socket, badTarget('it names a host to connect to'), url ?? ''),
  );
  server.setTimeout(sizeOf('readerPause', sizes), (socket: Socket) => {
    const answer = answering.get(socket);
    const isAwaited = answer !== undefined && !answer.writableFinished;
    if (!isAwaited || socket.writableLength > 0) socket.destroy();
  });
}
