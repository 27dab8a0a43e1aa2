import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A TCP port on which a process listens. */
export interface Listening {
  readonly pid: number;
  readonly port: number;
  /** As the kernel writes it: `0100007F` is 127.0.0.1. */
  readonly address: string;
}

/** State of a socket that listens. Source: include/net/tcp_states.h of Linux */
const listen = '0A';

/** Every port on which a process or one that it started listens (Linux). */
export function listeningPorts(roots: readonly number[]): Listening[] {
  const sockets = new Map<string, { port: number; address: string }>();
  for (const table of ['tcp', 'tcp6'])
    for (const line of readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state === listen) sockets.set(`socket:[${inode}]`, { port: Number.parseInt(port, 16), address });
    }
  return family(roots).flatMap((pid) =>
    filesOf(pid).flatMap((file) => {
      const socket = sockets.get(file);
      return socket ? [{ pid, ...socket }] : [];
    }),
  );
}

function family(roots: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended meanwhile.
    }
  const belongs = (pid: number): boolean =>
    roots.includes(pid) || (parents.has(pid) && belongs(parents.get(pid) as number));
  return [...parents.keys()].filter(belongs);
}

function filesOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)];
    } catch {
      return [];
    }
  });
}
