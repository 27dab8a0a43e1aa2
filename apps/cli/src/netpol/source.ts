import { type CompiledPolicies, compile, leftOutMessages, type ReadWorld, readWorld, unknowns } from '@headrace/netpol';
import { printableLine, UserError } from '@headrace/text';
import { complain } from '../terminal.ts';
import { connect } from './live.ts';
import { filesAt, hasErrors, lineOf } from './read-path.ts';

/** Where a command finds its objects: files, or a cluster. */
export interface SourceOptions {
  readonly live: boolean;
  /** Files and folders, as kubectl takes them. */
  readonly filename?: readonly string[];
  readonly allNamespaces?: boolean;
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
  const paths = [...(path === undefined ? [] : [path]), ...(options.filename ?? [])];
  if (options.live && paths.length > 0)
    throw new UserError(`Both ${paths[0]} and --live are given: leave out the one that is not meant.`);
  const found = options.live ? await readLive(options) : readFiles(paths, options);
  saySkipped(found.read);
  return found;
}

/** Says on standard error what was faulty. */
export function sayFindings(read: ReadWorld): void {
  for (const finding of read.findings) complain(lineOf(finding));
}

/**
 * Refuses to answer for nothing: an answer about no workload and no policy looks like a good one. A cluster and a list may be empty.
 * @throws UserError where nothing at all was read of files, or nothing that connections go by
 */
export function requireObjects(options: Pick<SourceOptions, 'live'>, ...found: readonly Read[]): void {
  if (found.some(({ read: { world } }) => world.workloads.length + world.policies.length > 0)) return;
  const names = found.map(({ name }) => name).join(' and ');
  const message = `No workload and no policy was read in ${names}: there is nothing to judge.`;
  const objects = found.reduce((sum, { read }) => sum + read.objects, 0);
  // What is wrong with an object that was found is said already.
  if (objects > 0 && found.some(({ read }) => hasErrors(read.findings))) return;
  const isEmptyList =
    objects > 0 && found.every(({ read: { skipped, world } }) => Object.keys(skipped).length === 0 && !world.backends);
  if (!options.live && !isEmptyList) throw new UserError(message);
  complain(message);
}

/**
 * Says on standard error which kinds were not read: those that do not affect connections, and those of which that is not known;
 * and which files hold nothing for Kubernetes.
 */
export function saySkipped(read: ReadWorld): void {
  for (const message of leftOutMessages(read)) complain(printableLine(message));
}

/** The same, with its policies compiled. */
export async function compiledFrom(
  path: string | undefined,
  options: SourceOptions,
): Promise<Read & { compiled: CompiledPolicies }> {
  const found = await readFrom(path, options);
  return { ...found, compiled: compile(found.read.world) };
}

/** Says on standard error which rules leave connections unknown, and what would decide them. */
export function sayUnknown({
  compiled,
  read: { world },
}: Pick<Read, 'read'> & { readonly compiled: CompiledPolicies }): void {
  for (const finding of unknowns({ compiled, world })) complain(lineOf(finding));
}

async function readLive(options: SourceOptions): Promise<Read> {
  const { cluster, readCluster, readRoutes } = await connect(options);
  const namespaces = options.allNamespaces ? [] : options.namespace;
  const { objects, refused } = await readRoutes(cluster, namespaces);
  const { read } = await readCluster(cluster, namespaces, objects);
  if (refused !== undefined) complain(printableLine(refused));
  return { read, name: `the cluster of context '${cluster.context}'` };
}

function readFiles(paths: readonly string[], { kubeconfig, context, namespace }: SourceOptions): Read {
  if (kubeconfig !== undefined || context !== undefined)
    throw new UserError('--kubeconfig and --context name a cluster: add --live to read it.');
  if (paths.length === 0) throw new UserError('Name a folder or file of Kubernetes objects, or --live for a cluster.');
  const [first = 'default', ...more] = namespace;
  if (more.length > 0)
    throw new UserError('Of files, --namespace is that of objects which name none: name it only once.');
  const found = paths.map(filesAt);
  for (const message of found.flatMap(({ passedOver }) => passedOver)) complain(message);
  // A file that is named twice is read once.
  const files = new Map(found.flatMap(({ files }) => files).map((file) => [file.file, file]));
  return { read: readWorld([...files.values()], first), name: paths.join(', ') };
}
