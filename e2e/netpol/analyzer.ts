import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ListRow, PortRange, Protocol } from '@headrace/netpol';
import { buildGo } from '../support/go.ts';

const source = join(import.meta.dirname, 'analyzer');

/** Compiles the second judge (netpol-analyzer, a program of its own) unless it is there already. @returns its path */
export const buildAnalyzer = (): Promise<string> =>
  buildGo({
    source,
    name: 'netpol-analyzer',
    package: 'github.com/np-guard/netpol-analyzer/cmd/netpolicy',
    into: 'oracle',
    suite: 'netpol',
  });

/** What it says of a folder: its list, or the sentence with which it refuses. */
export type Judged = { readonly rows: readonly Omit<ListRow, 'verdict'>[] } | { readonly refused: string };

/** Lets it list a folder of Kubernetes files; what we expect of the folder is kept from it. */
export async function analyze(program: string, folder: string): Promise<Judged> {
  const copy = mkdtempSync(join(tmpdir(), 'headrace-analyzer-'));
  try {
    for (const file of globSync('*.yaml', { cwd: folder }))
      if (file !== 'expected.yaml') cpSync(join(folder, file), join(copy, file));
    return await listOf(program, copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** `list` of a folder, within a time (ms) if one is given. It ends with 0 also after faults, of which it then prints no list. */
export async function listOf(program: string, folder: string, limit = 0): Promise<Judged> {
  const args = ['list', '--dirpath', folder, '-q', '-o', 'json'];
  const options = { maxBuffer: 1 << 28, timeout: limit };
  const { stdout, stderr, killed } = await promisify(execFile)(program, args, options).then(
    (ended) => ({ ...ended, killed: false }),
    (e: Failure) => e,
  );
  if (killed) return { refused: `no answer within ${limit / 1000} s` };
  if (stdout.trim() === '') return { refused: sentenceIn(stderr, folder) };
  const list = JSON.parse(stdout) as { src: string; dst: string; conn: string }[];
  return { rows: list.flatMap(({ src, dst, conn }) => portsIn(conn).map((p) => ({ from: src, to: dst, ...p }))) };
}

interface Failure {
  readonly stdout: string;
  readonly stderr: string;
  readonly killed: boolean;
}

/** Its last line, without the time and the folder. */
function sentenceIn(stderr: string, folder: string): string {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return last.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '').replaceAll(`${folder}/`, '');
}

/** `All Connections`, or `TCP 80,8000-8099,UDP 53`. */
function portsIn(conn: string): { protocol: Protocol; ports: readonly PortRange[] }[] {
  const all = [{ start: 1, end: 65_535 }];
  if (conn === 'All Connections')
    return (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({ protocol, ports: all }));
  const found: { protocol: Protocol; ports: PortRange[] }[] = [];
  for (const part of conn.split(',')) {
    const [, protocol, start = '', end = start] = /^(?:([A-Za-z]+) )?(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (protocol) found.push({ protocol: protocol as Protocol, ports: [] });
    found.at(-1)?.ports.push({ start: Number(start), end: Number(end) });
  }
  return found;
}
