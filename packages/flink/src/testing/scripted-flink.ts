import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that a client made. */
export interface Asked {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly body: unknown;
}

/** What the server does: JSON to answer with, its status (200 by default), or the raw response for anything else. */
export type Answer =
  | { readonly json: unknown; readonly status?: number }
  | { readonly text: string; readonly status?: number }
  | { readonly raw: (response: ServerResponse) => void };

export interface ScriptedFlink {
  readonly url: string;
  readonly asked: Asked[];
  /** Paths asked for, with their methods: `GET /overview`. */
  readonly lines: () => string[];
}

/** A REST server on the loopback address that answers by a function. It ends with the test. */
export async function scriptedFlink(answer: (asked: Asked, count: number) => Answer): Promise<ScriptedFlink> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one = { method: request.method ?? '', path: request.url ?? '', body: await bodyOf(request) };
    asked.push(one);
    const found = answer(one, asked.length);
    if ('raw' in found) return found.raw(response);
    response.writeHead(found.status ?? 200, { 'content-type': 'application/json' });
    response.end('json' in found ? JSON.stringify(found.json) : found.text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, lines: () => asked.map((a) => `${a.method} ${a.path}`) };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request) text += piece;
  return text === '' ? undefined : JSON.parse(text);
}

/** An answer of Flink that refuses: its words, then the trace. */
export const refusing = (status: number, ...errors: string[]): Answer => ({ status, json: { errors } });
