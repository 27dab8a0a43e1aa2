import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginePorts } from '@headrace/engine';

const root = join(import.meta.dirname, '..', '..');

/** A whole Headrace, started the way a person starts it. */
export interface Headrace {
  readonly address: string;
  readonly bootstrapServers: string;
  readonly jobManager: string;
  readonly sqlGateway: string;
  /** Folder of the identity that Flink's addresses ask for. */
  readonly flinkKeys: string;
  readonly dataDir: string;
  /** From the command to the printed address, in ms. */
  readonly startedIn: number;
  readonly pid: number;
  /** Ctrl-C, and what it printed until it ended. */
  stop(): Promise<string>;
}

/** Runs `headrace up` with all ports moved by `offset`; its data goes away with `stop` unless a folder is given. */
export async function startHeadrace(
  offset: number,
  more: { args?: readonly string[]; dataDir?: string } = {},
): Promise<Headrace> {
  const dataDir = more.dataDir ?? mkdtempSync(join(tmpdir(), 'headrace-up-'));
  const args = [
    'apps/cli/src/main.ts',
    'up',
    '--data',
    dataDir,
    '--port-offset',
    String(offset),
    '--no-open',
    ...(more.args ?? []),
  ];
  const begun = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said.text += chunk.toString('utf8')));
  const address = await printedAddress(child, said);
  const ports = enginePorts(offset);
  return {
    address,
    bootstrapServers: `127.0.0.1:${ports.kafka}`,
    jobManager: `https://127.0.0.1:${ports.jobManager}`,
    sqlGateway: `https://127.0.0.1:${ports.sqlGateway}`,
    flinkKeys: join(dataDir, 'run', 'keys', 'flink', 'client'),
    dataDir,
    startedIn: performance.now() - begun,
    pid: child.pid as number,
    stop: async () => {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGINT');
        await ended;
      }
      if (more.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return said.text;
    },
  };
}

/** The address in the last lines that it prints. */
function printedAddress(child: ChildProcess, said: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const address = /Headrace runs: (http\S+)/.exec(said.text)?.[1];
      if (address === undefined) return;
      clearInterval(look);
      resolve(address);
    }, 20);
    child.once('exit', (code) => {
      clearInterval(look);
      reject(new Error(`headrace up ended with ${code}:\n${said.text}`));
    });
  });
}
