import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../support/network/host.ts';
import { inNamespace } from '../../support/network/ip.ts';

/** A program on a host. It ends with the network at the latest. */
export interface Running {
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a program in the namespace of a host, with its output in a file of its own. */
export function startOn(host: Host, folder: string, name: string, command: readonly string[], env = {}): Running {
  const out = openSync(join(folder, `${name}.log`), 'a');
  const child = spawn('ip', inNamespace(host.namespace, ...command), {
    stdio: ['ignore', out, out],
    env: { ...process.env, MALLOC_ARENA_MAX: '2', ...env },
  });
  closeSync(out);
  child.unref();
  const ended = once(child, 'exit');
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The last lines of every program's output, for whoever looks for the reason of a failure. */
export function endsOfLogs(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
  const end = (file: string) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  return files.map((file) => `== ${file}\n${end(file)}`).join('\n');
}
