import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Cluster } from '../connect/cluster.ts';
import { clusterAt } from './kubeconfig.ts';

/** A request that the API server got. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** JSON with its status (200 by default), or anything else with the raw response. */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly raw: (response: ServerResponse) => void };

export interface ScriptedApi {
  readonly cluster: Cluster;
  readonly url: string;
  readonly asked: Asked[];
}

/** An API server on the loopback address that answers by a function. It ends with the test. */
export async function scriptedApi(answer: (asked: Asked, count: number) => Answer): Promise<ScriptedApi> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const one: Asked = {
      method: request.method ?? '',
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: request.headers,
      body: await text(request),
    };
    asked.push(one);
    const found = answer(one, asked.length);
    if ('raw' in found) found.raw(response);
    else response.writeHead(found.status ?? 200).end(JSON.stringify(found.json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { cluster: clusterAt(url), url, asked };
}

/** A refusal as the API writes it. */
export const status = (code: number, message = ''): Answer => ({
  status: code,
  json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message },
});
