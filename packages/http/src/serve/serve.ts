import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { errorCode } from '@headrace/text';
import { readIdentity } from '@headrace/tls';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { type AdmitOptions, admit, requestLimits, watchConnections } from '../admit/admit.ts';

export interface ServeOptions extends AdmitOptions {
  readonly app: Pick<Hono, 'fetch'>;
  readonly port: number;
  /** The address to listen on; the loopback address unless told otherwise. */
  readonly hostname?: string;
  /** Folder of the identity to serve with: callers need one of the same authority. Plain HTTP without it. */
  readonly keys?: string | undefined;
}

export interface Served {
  /** The port that it listens on, also where any free one (0) was asked for. */
  readonly port: number;
  /** Takes no new requests, lets running ones end within `grace` ms, then cuts what is left (event streams). */
  close(grace?: number): Promise<void>;
}

/** A port that could not be opened, as a sentence. */
export class PortFault extends Error {
  override readonly name = 'PortFault';
}

/** Serves an app by HTTP, or by mutual TLS with keys. Fails with a `PortFault` when the port cannot be opened. */
export async function serve({ app, port, hostname = '127.0.0.1', keys, ...admission }: ServeOptions): Promise<Served> {
  const listener = admit(getRequestListener(app.fetch, { hostname }), admission);
  const limits = requestLimits(admission.sizes);
  const server =
    keys === undefined
      ? createServer(limits, listener)
      : createTlsServer({ ...limits, ...readIdentity(keys), requestCert: true, rejectUnauthorized: true }, listener);
  watchConnections(server, admission);
  server.listen(port, hostname);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new PortFault(why(error, port), { cause: error });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: (grace = 300) => close(server, grace),
  };
}

function why(error: unknown, port: number): string {
  const code = errorCode(error);
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program: stop that program or choose another port.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: choose one above 1023.`;
  return `Port ${port} could not be opened: ${error instanceof Error ? error.message : String(error)}`;
}

async function close(server: Server, grace: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(timer);
}
