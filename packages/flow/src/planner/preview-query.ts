import type { Column } from '../graph/relation.ts';
import type { Compiled } from '../plan/compiler.ts';
import type { PlannedRelation } from '../plan/lower.ts';
import { type PortTypes, typedRelation, typesOf } from '../plan/port-types.ts';
import { type StartFrom, startingFrom } from '../plan/start.ts';
import { type Printed, printStatement } from '../sql/print/statement.ts';
import type { Expression, Query } from '../sql/tree.ts';
import { types } from '../types/data-type.ts';
import { printType } from '../types/print-type.ts';

export interface PreviewPort {
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Rows carry the watermark that was current when they passed. */
  readonly hasWatermark: boolean;
}

export interface PreviewQuery {
  readonly tables: readonly Printed[];
  /** Rows: index into `ports` as text, watermark (`yyyy-MM-dd HH:mm:ss.SSS` UTC) or null, array of the columns as texts. */
  readonly query: Printed;
  readonly ports: readonly PreviewPort[];
}

/**
 * All ports' rows from one job: one branch for each port, in a UNION ALL, over shared relations, so that Flink reads each
 * topic once. Only ports whose types the planner has confirmed are shown. Undefined when there is none.
 */
export function previewQuery(compiled: Compiled, known: PortTypes, from: StartFrom): PreviewQuery | undefined {
  const shown = compiled.plan.relations.filter((r) => typesOf(known, r.key) !== undefined);
  const relations = shown.map((r) => ({ ...r, relation: typedRelation(r.relation, typesOf(known, r.key)) }));
  const ports = relations.filter((r) => r.port !== undefined);
  if (ports.length === 0) return undefined;
  const query: Query = {
    kind: 'with',
    relations: relations.map((r) => ({ name: r.key, query: r.query, origin: { node: r.node, path: [] } })),
    body: { kind: 'union-all', queries: ports.map(branch) },
  };
  const nodes = new Set(relations.map((r) => r.node));
  const tables = compiled.plan.tables.filter((t) => nodes.has(t.node));
  return {
    tables: tables.map(({ node, table }) =>
      printStatement({ ...startingFrom(table, from), origin: { node, path: [] } }),
    ),
    query: printStatement({ kind: 'query', query }),
    ports: ports.map((r) => ({
      key: r.key,
      columns: r.relation.columns.map((c) => ({ name: c.name, type: c.type ? printType(c.type) : 'STRING' })),
      hasWatermark: r.relation.eventTime !== undefined,
    })),
  };
}

function branch(r: PlannedRelation, index: number): Query {
  const { eventTime, columns } = r.relation;
  const watermark: Expression =
    eventTime === undefined
      ? { kind: 'null' }
      : { kind: 'call', name: 'CURRENT_WATERMARK', args: [{ kind: 'column', path: [eventTime] }] };
  return {
    kind: 'select',
    items: [
      { expression: { kind: 'text', value: String(index) }, as: 'port' },
      { expression: { kind: 'cast', operand: watermark, type: types.string }, as: 'watermark' },
      { expression: { kind: 'array', elements: columns.map(asText) }, as: 'columns' },
    ],
    from: { kind: 'table', name: r.key },
  };
}

/** Nested values as JSON, the others as Flink casts them. */
function asText(column: Column): Expression {
  const value: Expression = { kind: 'column', path: [column.name] };
  const nested = column.type?.kind === 'row' || column.type?.kind === 'array' || column.type?.kind === 'map';
  return nested
    ? { kind: 'call', name: 'JSON_STRING', args: [value] }
    : { kind: 'cast', operand: value, type: types.string };
}
