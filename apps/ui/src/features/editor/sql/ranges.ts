import type { Sql } from '../../../compile/messages.ts';
import type { Range } from '../../../ui/code/sql-view.tsx';

/** The parts of the SQL that came from a node, without those inside others. */
export function rangesOf(sql: Sql, node: string): Range[] {
  const own = sql.spans
    .filter((span) => span.origin.node === node)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const outer: Range[] = [];
  for (const { start, end } of own) {
    const last = outer.at(-1);
    if (!last || start >= last.end) outer.push({ start, end });
  }
  return outer;
}
