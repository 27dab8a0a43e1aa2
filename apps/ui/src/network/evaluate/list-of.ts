import { explain, type Ready } from '@headrace/netpol';
import { type Grid, type GridCaller, type GridRow, listBound, portText } from '../matrix/grid.ts';
import type { ListEntry } from './messages.ts';

/** Connections that are let through, or missing, one a line, with the policies that let each through. */
export function listOf(ready: Ready, { rows, callers }: Grid): ListEntry[] {
  const entries: ListEntry[] = [];
  for (const row of rows) {
    const [forAnyone] = row.cells;
    for (const [i, { state }] of row.cells.entries()) {
      const caller = callers[i];
      if (!caller || state === 'denied' || state === 'none') continue;
      // Who may do what anyone may is not named again.
      if (i > 0 && state === forAnyone?.state) continue;
      if (entries.length === listBound) return entries;
      const by = state === 'missing' ? '' : allowedBy(ready, caller, row);
      entries.push({ from: caller.title, to: row.title, ports: portText(row), state, why: row.why, by });
    }
  }
  return entries;
}

function allowedBy(ready: Ready, caller: GridCaller, { end, protocol, start }: GridRow): string {
  const { sides } = explain(ready, caller.end, end, protocol, start);
  const names = sides.flatMap((side) => side.allowedBy.map((rule) => rule.policy));
  if (names.length > 0) return [...new Set(names)].join(', ');
  return 'no policy restricts it';
}
