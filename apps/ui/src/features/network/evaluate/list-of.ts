import {
  type Grid,
  type GridCaller,
  type GridRow,
  isAnyone,
  listBound,
  type PolicyEvaluator,
  portText,
} from '@headrace/netpol/matrix';
import type { ListEntry } from './messages.ts';

/** Connections that are let through, or missing, one a line, with the policies that let each through. */
export function listOf(evaluator: PolicyEvaluator, { rows, callers }: Grid): ListEntry[] {
  const entries: ListEntry[] = [];
  for (const row of rows) {
    const [forAnyone] = row.cells;
    for (const [i, { state, limits }] of row.cells.entries()) {
      const caller = callers[i];
      if (!caller || state === 'denied' || state === 'none') continue;
      // A caller that may do no more than anyone is not listed again.
      if (i > 0 && state === forAnyone?.state && forAnyone.limits === '') continue;
      if (entries.length === listBound) return entries;
      const by = state === 'missing' ? '' : allowedBy(evaluator, caller, row);
      const [from, to] = [named(caller, limits), named(row, limits)];
      entries.push({ from, to, ports: portText(row), state, why: row.why, by });
    }
  }
  return entries;
}

/** The title, with the limits of what holds for anyone over one family of addresses alone. */
const named = ({ title, end }: GridCaller | GridRow, limits: string): string =>
  limits !== '' && isAnyone(end) ? `${title} (${limits})` : title;

function allowedBy(evaluator: PolicyEvaluator, caller: GridCaller, { end, protocol, start }: GridRow): string {
  const { sides, verdict } = evaluator.explain(caller.end, end, { protocol, port: start });
  if (verdict === 'unknown') {
    const why = sides.flatMap((side) => side.undecidedBy.flatMap((rule) => rule.because.map((b) => b.why)));
    return `not known: ${[...new Set(why)].join('; ')}`;
  }
  // Of a range that is let through in part, the first port may be one that is not: then by what lets others through.
  const names = sides.flatMap((side) => [...side.allowedBy, ...side.otherPorts].map((rule) => rule.policy));
  if (names.length > 0) return [...new Set(names)].join(', ');
  return 'no policy restricts it';
}
