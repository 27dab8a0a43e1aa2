import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { UserError } from '@headrace/text';

/** A port and the program that needs it: `{port: 9092, user: 'Kafka'}`. */
export interface WantedPort {
  readonly port: number;
  readonly user: string;
}

/** Checks that ports on the loopback address are free. @throws UserError for the first that is not */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  for (const { port, user } of wanted) {
    const fault = await tryToListen(port);
    if (fault === 'EADDRINUSE')
      throw new UserError(
        `Port ${port}, which ${user} needs, is in use by another program: stop that program, or move all ports with --port-offset 1000.`,
      );
    if (fault !== undefined)
      throw new UserError(
        `Port ${port}, which ${user} needs, cannot be opened (${fault}): choose others with --port-offset 1000.`,
      );
  }
}

function tryToListen(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Currently unused ports on the loopback address. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen({ port: 0, host: '127.0.0.1' }));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server that listens has no port');
  return address.port;
}
