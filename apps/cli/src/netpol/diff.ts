import { type Change, describePorts, diff as diffOf } from '@headrace/netpol';
import type { PathOptions } from './list.ts';
import { printRows } from './output.ts';
import { readyAt } from './read-path.ts';

/** `headrace netpol diff A B`: what the change from A to B opens and closes. Exit code 1 when something changes. */
export function diff(before: string, after: string, { namespace, output }: PathOptions): number {
  const { changes, added, removed } = diffOf(readyAt(before, namespace).ready, readyAt(after, namespace).ready);
  for (const name of added) console.error(`Only in ${after}: ${name}`);
  for (const name of removed) console.error(`Only in ${before}: ${name}`);
  const columns = {
    from: (c: Change) => c.from,
    to: (c: Change) => c.to,
    opened: (c: Change) => describePorts(c.opened),
    closed: (c: Change) => describePorts(c.closed),
  };
  process.stdout.write(printRows(changes, columns, output));
  return changes.length > 0 ? 1 : 0;
}
