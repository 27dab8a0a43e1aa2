import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanLeftovers, prefixOf } from './clean.ts';
import { Host } from './host.ts';
import { inNamespace, ipBatch, run } from './ip.ts';

/** Hosts that reach each other over a bridge, and nothing else: the machine's own network has no part in it. */
export interface Network {
  readonly hosts: ReadonlyMap<string, Host>;
  /** For files of what runs on the hosts; goes away with the network. */
  readonly folder: string;
  /** Ends all that runs on the hosts and takes everything away. */
  close(): Promise<void>;
}

/** A host to be made, and the ports that are held open where the program that listens there does not run. */
export interface Wanted {
  readonly name: string;
  readonly held?: readonly number[];
}

let count = 0;

/**
 * Makes a namespace for each host, and one for the bridge, so that nothing is added to the machine's own network. Whatever
 * becomes of this process, a caretaker takes it all away. Needs root, iproute2 and nftables.
 */
export async function createNetwork(wanted: readonly Wanted[]): Promise<Network> {
  await requireNamespaces();
  await cleanLeftovers();
  const prefix = prefixOf(process.pid, ++count);
  const folder = mkdtempSync(join(tmpdir(), 'headrace-namespaces-'));
  const caretaker = startCaretaker(prefix, folder);
  const bridge = `${prefix}bridge`;
  const hosts = wanted.map(
    ({ name }, i) =>
      new Host({
        name,
        namespace: prefix + name,
        address: `10.87.${Math.floor((i + 1) / 250)}.${((i + 1) % 250) + 1}`,
        socket: join(folder, `${name}.socket`),
      }),
  );
  await ipBatch([bridge, ...hosts.map((h) => h.namespace)].map((name) => `netns add ${name}`));
  await ipBatch(hosts.map((h, i) => `link add v${i} netns ${bridge} type veth peer name eth0 netns ${h.namespace}`));
  await ipBatch(
    ['link add bridge type bridge', 'link set bridge up'].concat(
      hosts.map((_, i) => `link set v${i} master bridge up`),
    ),
    bridge,
  );
  await Promise.all(
    hosts.map(async (host, i) => {
      await ipBatch(['link set lo up', `addr add ${host.address}/16 dev eth0`, 'link set eth0 up'], host.namespace);
      await startAgent(host.namespace, join(folder, `${host.name}.socket`), wanted[i]?.held ?? []);
    }),
  );
  return {
    hosts: new Map(hosts.map((h) => [h.name, h])),
    folder,
    close: async () => {
      caretaker.process.stdin?.end();
      await caretaker.ended;
    },
  };
}

/** Says in one sentence what is missing. */
async function requireNamespaces(): Promise<void> {
  if (process.getuid?.() !== 0)
    throw new Error('The suite namespaces makes network namespaces, which only root may: run it as root.');
  try {
    await run('ip', ['netns', 'list']);
    await run('nft', ['--version']);
    await run('ss', ['--version']);
  } catch {
    throw new Error(
      'The suite namespaces needs ip, ss and nft: install iproute2 and nftables, then run npm test again.',
    );
  }
}

/** In a session of its own: Ctrl-C in the terminal does not reach it. */
function startCaretaker(prefix: string, folder: string): { process: ChildProcess; ended: Promise<unknown> } {
  const args = [join(import.meta.dirname, 'caretaker.ts'), prefix, folder];
  const caretaker = spawn(process.execPath, args, { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  caretaker.unref();
  (caretaker.stdin as Socket | null)?.unref();
  return { process: caretaker, ended: once(caretaker, 'exit') };
}

async function startAgent(namespace: string, socket: string, held: readonly number[]): Promise<void> {
  const agent = [process.execPath, join(import.meta.dirname, 'agent.ts'), socket, ...held.map(String)];
  const child = spawn('ip', inNamespace(namespace, ...agent), { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout }))
    if (line === 'ready') {
      child.unref();
      child.stdout.destroy();
      return;
    }
  throw new Error(`the agent of ${namespace} did not start`);
}
