import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createLogger, type Served, type ServeOptions, serve } from '@headrace/http';
import { clientRequest } from '@headrace/tls';
import { createGateway } from '../gateway.ts';
import { routesOf } from '../routes.ts';

/** What one part was asked, as it came on the wire. */
export interface Asked {
  readonly part: string;
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly headers: IncomingMessage['rawHeaders'];
  readonly body: string;
}

/** A gateway with plain HTTP servers of Node behind it, which note what reaches them. */
export interface Setup {
  readonly gateway: Served;
  readonly ports: Readonly<Record<'ui' | 'backend' | 'kafka-admin', number>>;
  readonly asked: Asked[];
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export async function startGateway(
  answer: Answer = (_, response) => void response.end('fine'),
  options: Partial<ServeOptions> = {},
): Promise<Setup> {
  const asked: Asked[] = [];
  const servers: Server[] = [];
  const part = async (name: string) => {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request.setEncoding('latin1')) body += piece;
      asked.push({ part: name, method: request.method, target: request.url, headers: request.rawHeaders, body });
      answer(request, response);
    });
    servers.push(server);
    return listening(server);
  };
  const ports = { ui: await part('ui'), backend: await part('backend'), 'kafka-admin': await part('kafka-admin') };
  const routes = routesOf({ address: (name) => `http://127.0.0.1:${ports[name as keyof typeof ports]}` });
  const log = createLogger('gateway');
  log.level = 'silent';
  const port = await freePort();
  const app = createGateway(routes, {
    log,
    request: clientRequest(undefined),
    port,
    origin: `http://localhost:${port}`,
  });
  const gateway = await serve({ app, port, ...options });
  return {
    gateway,
    ports,
    asked,
    close: async () => {
      await gateway.close(0);
      for (const server of servers) server.close().closeAllConnections();
    },
  };
}

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** The guard knows its own port, so that it must be known before the gateway listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Sends bytes as they are and gives all that comes back until the server closes the connection, or nothing more comes for
 * a while. A half-closed connection would be taken for one whose browser has left.
 */
export async function sendRaw(port: number, bytes: string, silence = 1000): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    answer += piece;
  });
  socket.on('error', () => {});
  socket.setTimeout(silence, () => socket.destroy());
  socket.write(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return answer;
}

/** Status of the first answer in what came back; 0 for none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
