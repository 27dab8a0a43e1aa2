import { prepare, type ReadWorld, type Ready, readWorld, unknowns } from '@headrace/netpol';
import { CannotRun } from '../cannot-run.ts';
import { complain } from '../terminal.ts';
import { connect } from './live.ts';
import { filesAt, lineOf } from './read-path.ts';

/** Where a command finds its objects: files, or a cluster. */
export interface SourceOptions {
  readonly live: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Of a cluster, those that are read (none: all); of files, that of objects which name none. */
  readonly namespace: readonly string[];
}

export interface Read {
  readonly read: ReadWorld;
  /** For sentences: the path, or the cluster. */
  readonly name: string;
}

/** What is at a path or in the cluster. Faults and what was skipped are said on standard error. */
export async function readFrom(path: string | undefined, options: SourceOptions): Promise<Read> {
  const found = await readQuietly(path, options);
  sayFindings(found.read);
  return found;
}

/** The same; faults are left to the caller to say. */
export async function readQuietly(path: string | undefined, options: SourceOptions): Promise<Read> {
  if (options.live && path !== undefined)
    throw new CannotRun(`Both ${path} and --live are given: leave out the one that is not meant.`);
  const found = options.live ? await readLive(options) : readFiles(path, options);
  saySkipped(found.read);
  return found;
}

/** Says on standard error what was faulty. */
export function sayFindings(read: ReadWorld): void {
  for (const finding of read.findings) complain(lineOf(finding));
}

/** Says on standard error which kinds were not read: those that say nothing of connections, and those of which that is not known. */
export function saySkipped(read: ReadWorld): void {
  const counted = (kinds: Readonly<Record<string, number>>) => Object.entries(kinds).map(([kind, n]) => `${n} ${kind}`);
  const [skipped, notRead] = [counted(read.skipped), counted(read.notRead)];
  if (skipped.length > 0) complain(`Skipped, since it says nothing of connections: ${skipped.join(', ')}.`);
  if (notRead.length > 0)
    complain(`Not read, and not known here whether it says anything of connections: ${notRead.join(', ')}.`);
}

/** The same, ready to be asked. */
export async function readyFrom(path: string | undefined, options: SourceOptions): Promise<Read & { ready: Ready }> {
  const found = await readFrom(path, options);
  return { ...found, ready: prepare(found.read.world) };
}

/** Says on standard error which rules leave connections unknown, and what would decide them. */
export function sayUnknown({ ready, read: { world } }: Pick<Read, 'read'> & { readonly ready: Ready }): void {
  for (const finding of unknowns({ ready, world })) complain(lineOf(finding));
}

async function readLive(options: SourceOptions): Promise<Read> {
  const { cluster, readCluster } = await connect(options);
  const { read } = await readCluster(cluster, options.namespace);
  return { read, name: `the cluster of context '${cluster.context}'` };
}

function readFiles(path: string | undefined, { kubeconfig, context, namespace }: SourceOptions): Read {
  if (kubeconfig !== undefined || context !== undefined)
    throw new CannotRun('--kubeconfig and --context name a cluster: add --live to read it.');
  if (path === undefined) throw new CannotRun('Name a folder or file of Kubernetes objects, or --live for a cluster.');
  const [first = 'default', ...more] = namespace;
  if (more.length > 0)
    throw new CannotRun('Of files, --namespace is that of objects which name none: name it only once.');
  const { files, passedOver } = filesAt(path);
  for (const sentence of passedOver) complain(sentence);
  return { read: readWorld(files, first), name: path };
}
