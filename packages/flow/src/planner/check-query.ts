import type { Compiled } from '../plan/compiler.ts';
import { startingFrom } from '../plan/start.ts';
import { type Printed, printStatement } from '../sql/print/statement.ts';
import type { From, Query } from '../sql/tree.ts';

/** A table that must exist before the view. */
export interface CheckTable {
  /** Tells it from other tables of a session. */
  readonly name: string;
  /** Equal text means the same table. */
  readonly create: Printed;
  readonly drop: Printed;
}

export interface CheckQuery {
  readonly tables: readonly CheckTable[];
  readonly drop: Printed;
  /** One statement that holds every port's query, so that the planner judges the whole flow at once. */
  readonly view: Printed;
  /** Gives a row for each of `columns`, in their order, with its type. */
  readonly describe: Printed;
  readonly columns: readonly { readonly port: string; readonly name: string }[];
}

const viewName = 'headrace.check';

/**
 * One view over the whole flow: its columns are all columns of all ports, so that a single DESCRIBE gives every type.
 * Nothing is executed, and nothing is optimised: a CREATE VIEW only parses and validates. Undefined for an empty plan.
 * Ports in `without` (and what reads them) are left out.
 */
export function checkQuery(compiled: Compiled, without: ReadonlySet<string> = new Set()): CheckQuery | undefined {
  const left = new Set<string>();
  const relations = compiled.plan.relations.filter((r) => {
    const out = without.has(r.key) || r.reads.some((source) => left.has(source));
    if (out) left.add(r.key);
    return !out;
  });
  const columns = relations.flatMap((r) => r.relation.columns.map((c) => ({ port: r.key, name: c.name })));
  const [first, ...others] = relations;
  if (!first) return undefined;
  const from = others.reduce<From>(
    (sofar, r) => ({ kind: 'join', join: 'CROSS', left: sofar, right: { kind: 'table', name: r.key } }),
    { kind: 'table', name: first.key },
  );
  const query: Query = {
    kind: 'with',
    relations: relations.map((r) => ({ name: r.key, query: r.query, origin: { node: r.node, path: [] } })),
    body: {
      kind: 'select',
      items: columns.map((c, i) => ({ expression: { kind: 'column', path: [c.port, c.name] }, as: `c${i}` })),
      from,
    },
  };
  const nodes = new Set(relations.map((r) => r.node));
  const tables = compiled.plan.tables.filter((t) => nodes.has(t.node));
  return {
    tables: tables.map((table) => ({
      name: table.table.name,
      create: printStatement({ ...startingFrom(table, { kind: 'now' }), origin: { node: table.node, path: [] } }),
      drop: printStatement({ kind: 'drop-table', name: table.table.name }),
    })),
    drop: printStatement({ kind: 'drop-view', name: viewName }),
    view: printStatement({ kind: 'create-view', name: viewName, query }),
    describe: printStatement({ kind: 'describe', name: viewName }),
    columns,
  };
}
