import type { Relation } from '../graph/relation.ts';
import type { Compiled } from '../plan/compiler.ts';
import type { PlannedRelation } from '../plan/planned-relation.ts';
import { type PortTypes, typedRelation, typesOf } from '../plan/port-types.ts';
import { liveTables, type StartFrom, startingFrom } from '../plan/start.ts';
import { type Printed, printStatement } from '../sql/print/statement.ts';
import type { Expression, Query } from '../sql/tree.ts';
import { types } from '../types/data-type.ts';
import { printType } from '../types/print-type.ts';
import { type PreviewCells, previewCells } from './preview-cells.ts';

export interface PreviewPort {
  readonly key: string;
  readonly node: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Index of the column that carries event time; rows carry the watermark that was current when they passed. */
  readonly eventTime: number | undefined;
  /** Which columns may be cut: indexes, in the order of the row's lengths. */
  readonly cut: readonly number[];
  /** To how many characters (code points) they are cut. */
  readonly limit: number;
}

export interface PreviewQuery {
  readonly tables: readonly Printed[];
  /**
   * Rows: index into `ports` as text, watermark (`yyyy-MM-dd HH:mm:ss.SSS` UTC) or null, array of the columns as texts, array
   * of the whole lengths of those that may be cut.
   */
  readonly query: Printed;
  readonly ports: readonly PreviewPort[];
  /** What a row takes at most in Flink, in bytes. A batch of results must have room for one. */
  readonly rowBytes: number;
}

/**
 * All ports' rows from one job: one branch for each port, in a UNION ALL, over shared relations, so that Flink reads each
 * topic once. Only ports whose types the planner has confirmed are shown. Undefined when there is none.
 */
export function previewQuery(compiled: Compiled, known: PortTypes, from: StartFrom): PreviewQuery | undefined {
  const shown = compiled.plan.relations.filter((r) => typesOf(known, r.key) !== undefined);
  const relations = shown.map((r) => ({ ...r, relation: typedRelation(r.relation, typesOf(known, r.key)) }));
  const ports = relations
    .filter((r) => r.port !== undefined)
    .map((r) => ({ ...r, cells: previewCells(r.relation.columns) }));
  if (ports.length === 0) return undefined;
  const query: Query = {
    kind: 'with',
    relations: relations.map((r) => ({ name: r.key, query: r.query, origin: { node: r.node, path: [] } })),
    body: { kind: 'union-all', queries: ports.map((r, i) => branch(r, i, r.cells)) },
  };
  const nodes = new Set(relations.map((r) => r.node));
  const tables = liveTables(compiled.plan.tables.filter((t) => nodes.has(t.node)));
  return {
    tables: tables.map((table) =>
      printStatement({ ...startingFrom(table, from), origin: { node: table.node, path: [] } }),
    ),
    query: printStatement({ kind: 'query', query }),
    ports: ports.map((r) => ({
      key: r.key,
      node: r.node,
      columns: r.relation.columns.map((c) => ({ name: c.name, type: c.type ? printType(c.type) : 'STRING' })),
      eventTime: indexOf(r.relation),
      cut: r.cells.cut,
      limit: r.cells.limit,
    })),
    rowBytes: Math.max(...ports.map((r) => r.cells.rowBytes)),
  };
}

function indexOf({ columns, eventTime }: Relation): number | undefined {
  const index = columns.findIndex((c) => c.name === eventTime);
  return index < 0 ? undefined : index;
}

function branch(r: PlannedRelation, index: number, cells: PreviewCells): Query {
  const { eventTime } = r.relation;
  const watermark: Expression =
    eventTime === undefined
      ? { kind: 'null' }
      : { kind: 'call', name: 'CURRENT_WATERMARK', args: [{ kind: 'column', path: [eventTime] }] };
  return {
    kind: 'select',
    items: [
      { expression: { kind: 'string', value: String(index) }, as: 'port' },
      { expression: { kind: 'cast', operand: watermark, type: types.string }, as: 'watermark' },
      { expression: cells.texts, as: 'columns' },
      { expression: cells.lengths, as: 'lengths' },
    ],
    from: { kind: 'table', name: r.key },
  };
}
