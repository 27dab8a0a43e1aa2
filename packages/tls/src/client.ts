import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { Agent, type Dispatcher, fetch, type RequestInit, type Response } from 'undici';
import { readIdentity } from './identity.ts';

/** `fetch` that presents a client's certificate to addresses that begin with `https:`. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` for the parts behind one authority. Connections are kept and TLS sessions are taken up again, so that a call costs
 * no handshake of its own.
 * @param folder of the client's identity; without it, `https:` addresses are called as anybody would call them
 */
export function clientFetch(folder: string | undefined): Fetch {
  const dispatcher: Dispatcher = new Agent(folder === undefined ? {} : { connect: { ...readIdentity(folder) } });
  return (url, init) => fetch(url, { ...init, dispatcher });
}

/** Begins a request to a host, a port and a path, as `request` of node:http and node:https does. */
export type ClientRequestOf = (options: Omit<RequestOptions, 'agent'>) => ClientRequest;

/** The same for whoever passes streams on. Without a folder requests are plain HTTP, each on a connection of its own. */
export function clientRequest(folder: string | undefined): ClientRequestOf {
  if (folder === undefined) return (options) => httpRequest({ ...options, agent: false });
  const agent = new TlsAgent({ ...readIdentity(folder), keepAlive: true });
  return (options) => tlsRequest({ ...options, agent });
}
