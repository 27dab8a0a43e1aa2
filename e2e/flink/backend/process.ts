import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { apiAt } from '../../support/api.ts';
import { waitFor } from './wait.ts';

const main = join(import.meta.dirname, '../../../apps/backend/src/main.ts');

/** What a backend is started against. */
export interface Surroundings {
  readonly bootstrapServers: string;
  readonly sqlGateway: string;
  readonly jobManager: string;
  readonly flinkKeys: string;
  readonly dataDir: string;
  /** Address of the PostgreSQL database of the store; a file in `dataDir` without it. */
  readonly database?: string;
}

export interface BackendProcess {
  /** Without a slash at its end. */
  readonly address: string;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the backend as a process of its own, as `headrace up` does. It logs into `logs/backend.log` of the folder. */
export async function startBackend(around: Surroundings): Promise<BackendProcess> {
  const port = await freePort();
  const connections = join(around.dataDir, 'connections.yaml');
  writeFileSync(connections, `- {name: local, kind: kafka, bootstrapServers: "${around.bootstrapServers}"}\n`);
  mkdirSync(join(around.dataDir, 'logs'), { recursive: true });
  const log = openSync(join(around.dataDir, 'logs', 'backend.log'), 'a');
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', log, 'inherit'],
    env: {
      ...process.env,
      HEADRACE_PORT: String(port),
      HEADRACE_DATA: around.dataDir,
      HEADRACE_CONNECTIONS: connections,
      HEADRACE_SQL_GATEWAY: around.sqlGateway,
      HEADRACE_JOBMANAGER: around.jobManager,
      HEADRACE_FLINK_KEYS: around.flinkKeys,
      ...(around.database === undefined ? {} : { HEADRACE_DATABASE: around.database }),
    },
  });
  closeSync(log);
  const address = `http://127.0.0.1:${port}`;
  const { examples } = apiAt(address);
  await waitFor('the backend to answer', () => examples.list().catch(() => undefined));
  return { address, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
