import { connect, createServer, type Socket } from 'node:net';
import { inNamespace, run } from './ip.ts';
import { type Answer, firstLine } from './line.ts';

/** A host of the network: a namespace with an address of its own, and an agent in it. */
export class Host {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** Unix socket of its agent. */
  private readonly socket: string;

  constructor(parts: { name: string; namespace: string; address: string; socket: string }) {
    this.name = parts.name;
    this.namespace = parts.namespace;
    this.address = parts.address;
    this.socket = parts.socket;
  }

  /** A real TCP connection from this host, closed at once. @param patience how long to wait for an answer, in ms */
  async probe(address: string, port: number, patience = 1000): Promise<Answer> {
    const { answer, socket } = await this.connect(address, port, patience);
    socket.destroy();
    return answer;
  }

  /**
   * A loopback port of the test that leads to an address as seen from this host: what speaks to it is, for the network,
   * this host. A connection that does not come about within `patience` ms is closed.
   */
  async forward(address: string, port: number, patience = 2000): Promise<{ url: string; close: () => void }> {
    const sockets = new Set<Socket>();
    const server = createServer(async (client) => {
      sockets.add(client.on('error', () => client.destroy()));
      const { answer, socket } = await this.connect(address, port, patience);
      sockets.add(socket);
      if (answer !== 'open' || client.destroyed) {
        client.destroy();
        socket.destroy();
        return;
      }
      client.on('close', () => socket.destroy());
      socket.on('close', () => client.destroySoon());
      client.pipe(socket).pipe(client);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const at = server.address() as { port: number };
    const close = () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    };
    return { url: `http://127.0.0.1:${at.port}`, close };
  }

  /** TCP ports on which somebody listens to others, in order. */
  async listening(): Promise<number[]> {
    const lines = (await this.run('ss', '-Hltn')).split('\n').map((line) => line.trim().split(/\s+/)[3] ?? '');
    const others = lines.filter((local) => local !== '' && !/^(127\.|\[::1\]|\[::ffff:127\.)/.test(local));
    return [...new Set(others.map((local) => Number(/\d+$/.exec(local)?.[0])))].sort((a, b) => a - b);
  }

  /** Ends established connections to one of its ports with a reset, so that whoever made them must begin anew. */
  async cut(port: number): Promise<void> {
    await this.run('ss', '-K', '-t', 'state', 'established', 'sport', '=', `:${port}`);
  }

  /** Ends connections that it has begun and that nobody has answered: TCP would go on trying for two minutes. */
  async giveUp(): Promise<void> {
    await this.run('ss', '-K', '-t', 'state', 'syn-sent');
  }

  /** Runs a program in the namespace to its end. */
  run(...command: string[]): Promise<string> {
    return run('ip', inNamespace(this.namespace, ...command));
  }

  /** Loads rules of nftables. */
  async load(rules: string): Promise<void> {
    await run('ip', inNamespace(this.namespace, 'nft', '-f', '-'), rules);
  }

  private async connect(address: string, port: number, patience: number): Promise<{ answer: Answer; socket: Socket }> {
    const socket = connect({ path: this.socket, allowHalfOpen: true });
    socket.on('error', () => socket.destroy());
    socket.write(`${address} ${port} ${patience}\n`);
    return { answer: (await firstLine(socket)) as Answer, socket };
  }
}
