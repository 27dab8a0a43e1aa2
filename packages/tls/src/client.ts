import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { RequestInit, Response } from 'undici';
import { readIdentity } from './identity.ts';

/** `fetch` that presents a client's certificate to addresses that begin with `https:`. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` for the parts behind one authority. Connections are kept and TLS sessions are taken up again, so that a call costs
 * no handshake of its own.
 * @param folder of the client's identity; without it, `https:` addresses are called as anybody would call them
 */
export function clientFetch(folder: string | undefined): Fetch {
  const options = folder === undefined ? {} : { connect: { secureContext: contextOf(folder) } };
  // Loaded with the first call: of the processes that start together, some make none.
  const load = async (): Promise<Fetch> => {
    const { Agent, fetch } = await import('undici');
    const dispatcher = new Agent(options);
    return (url, init) => fetch(url, { ...init, dispatcher });
  };
  let loaded: Promise<Fetch> | undefined;
  return async (url, init) => {
    loaded ??= load();
    return (await loaded)(url, init);
  };
}

/** Begins a request to a host, a port and a path, as `request` of node:http and node:https does. */
export type ClientRequestOf = (options: Omit<RequestOptions, 'agent'>) => ClientRequest;

/** The same for whoever passes streams on. Without a folder requests are plain HTTP, each on a connection of its own. */
export function clientRequest(folder: string | undefined): ClientRequestOf {
  if (folder === undefined) return (options) => httpRequest({ ...options, agent: false });
  const agent = new TlsAgent({ secureContext: contextOf(folder), keepAlive: true });
  return (options) => tlsRequest({ ...options, agent });
}

/** Made once: every attempt to connect would read the key and the certificates anew, and a start makes hundreds of them. */
const contextOf = (folder: string): SecureContext => createSecureContext({ ...readIdentity(folder) });
