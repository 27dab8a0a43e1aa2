import {
  type Change,
  type CompiledPolicies,
  compile,
  describePorts,
  diff as diffOf,
  isNone,
  overlay,
  type ReadWorld,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { complain, print } from '../terminal.ts';
import { answered } from './answered.ts';
import { type PrintOptions, printRows } from './output.ts';
import { type Read, readFrom, requireObjects } from './source.ts';

/**
 * `headrace netpol diff A B`: what the change from A to B opens and closes. `diff --live CHANGE`: what applying the files of
 * CHANGE to the cluster would. Exit code 1 when something changes; 3 when it is unknown whether anything does.
 */
export async function diff(paths: readonly string[], options: PrintOptions): Promise<number> {
  const { filename = [], ...rest } = options;
  const all = [...paths, ...filename];
  const { before, after, read } = options.live ? await change(all, rest) : await two(all, rest);
  const { changes, added, removed } = diffOf(before.compiled, after.compiled);
  for (const name of added) complain(`Only in ${after.name}: ${name}`);
  for (const name of removed) complain(`Only in ${before.name}: ${name}`);
  const columns = {
    from: (c: Change) => c.from,
    to: (c: Change) => c.to,
    opened: (c: Change) => describePorts(c.opened),
    closed: (c: Change) => describePorts(c.closed),
    ...(changes.some((c) => !isNone(c.unknown)) ? { unknown: (c: Change) => describePorts(c.unknown) } : {}),
  };
  print(printRows(changes, columns, options.output));
  const isCertain = changes.some((c) => !isNone(c.opened) || !isNone(c.closed));
  return answered(isCertain ? 1 : changes.length > 0 ? 3 : 0, ...read);
}

interface Compared {
  readonly before: { readonly compiled: CompiledPolicies; readonly name: string };
  readonly after: { readonly compiled: CompiledPolicies; readonly name: string };
  /** Whatever was read for the two. */
  readonly read: readonly ReadWorld[];
}

async function two([a, b, ...more]: readonly string[], options: PrintOptions): Promise<Compared> {
  if (a === undefined || b === undefined || more.length > 0)
    throw new UserError('Name two folders or files: before and after. Or one with --live, to apply to the cluster.');
  const [before, after] = [await readFrom(a, options), await readFrom(b, options)];
  requireObjects(options, before, after);
  return compared(before, after);
}

async function change([path, ...more]: readonly string[], options: PrintOptions): Promise<Compared> {
  if (path === undefined || more.length > 0)
    throw new UserError('Name one folder or file with --live: what would be applied to the cluster.');
  const before = await readFrom(undefined, options);
  const { read } = await readFrom(path, { live: false, namespace: options.namespace.slice(0, 1) });
  const world = overlay(before.read.world, read.world);
  return { ...compared(before, { read: { ...read, world }, name: path }), read: [before.read, read] };
}

/** Pods that either of the two tells apart are apart in both. */
function compared(before: Read, after: Read): Compared {
  const seenBy = [...before.read.world.policies, ...after.read.world.policies];
  const compiledOf = ({ read, name }: Read) => ({ compiled: compile(read.world, seenBy), name });
  return { before: compiledOf(before), after: compiledOf(after), read: [before.read, after.read] };
}
