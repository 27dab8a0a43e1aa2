import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Programs that a suite started, each with a log in one folder; they end with it. */
export class Processes {
  private readonly folder: string;
  private readonly running: ChildProcess[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Starts a program and waits until `ready` holds; fails with the end of its log when it ends before. */
  async start(name: string, program: string, args: readonly string[], ready: () => Promise<boolean>): Promise<void> {
    const log = join(this.folder, `${name}.log`);
    const out = openSync(log, 'w');
    const child = spawn(program, args, { cwd: this.folder, stdio: ['ignore', out, out] });
    closeSync(out);
    this.running.push(child);
    let begun = false;
    const failed = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        if (!begun) reject(new Error(`${name} ended with ${code}:\n${readFileSync(log, 'utf8').slice(-2000)}`));
      });
    });
    await Promise.race([failed, until(ready)]);
    begun = true;
  }

  log(name: string): string {
    return readFileSync(join(this.folder, `${name}.log`), 'utf8');
  }

  /** Ends them, the last one first. */
  async stop(): Promise<void> {
    for (const child of this.running.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      // Nothing of it is kept: an API server that waits for its callers is not waited for.
      const patience = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(patience);
    }
  }
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await sleep(50);
}

/** A port of this machine that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A program of the machine, by name. */
export function programNamed(name: string, packages: string): string {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin'];
  const found = folders.map((dir) => join(dir, name)).find((file) => existsSync(file));
  if (!found)
    throw new Error(`The suite cluster needs ${name} (Debian: ${packages}): install it, then run npm test again.`);
  return found;
}
