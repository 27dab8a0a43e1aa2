import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { parse, stringify } from 'yaml';
import { kubeconfig } from './api.ts';

/** The way to the API server, which a test can cut. */
export class Line {
  /** What leads over it, as the administrator. */
  readonly kubeconfig: string;
  private isCut = false;
  private readonly open = new Set<Socket>();
  private readonly server = createServer((caller) => this.carry(caller));

  private constructor(kubeconfigFile: string) {
    this.kubeconfig = kubeconfigFile;
  }

  static async lay(): Promise<Line> {
    const { folder } = inject('cluster');
    const line = new Line(join(folder, 'line.kubeconfig'));
    await once(line.server.listen(0, '127.0.0.1'), 'listening');
    const config = parse(readFileSync(kubeconfig(), 'utf8'));
    config.clusters[0].cluster.server = `https://127.0.0.1:${(line.server.address() as AddressInfo).port}`;
    writeFileSync(line.kubeconfig, stringify(config));
    return line;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private carry(caller: Socket): void {
    if (this.isCut) return void caller.destroy();
    const { hostname, port } = new URL(inject('cluster').server);
    const called = connect(Number(port), hostname);
    for (const [one, other] of [
      [caller, called],
      [called, caller],
    ] as const) {
      this.open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.open.delete(one);
        other.destroy();
      });
    }
  }
}
