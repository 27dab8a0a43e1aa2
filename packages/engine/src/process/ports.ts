import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { UserError } from '@headrace/text';

/** A port that is about to be used, and by what: `{port: 9092, user: 'Kafka'}`. */
export interface WantedPort {
  readonly port: number;
  readonly user: string;
}

/** Refuses with one sentence when a port on the loopback address is taken. */
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

/** Ports on the loopback address that nobody uses at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen({ port: 0, host: '127.0.0.1' }));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
