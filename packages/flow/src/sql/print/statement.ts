import { printType } from '../../types/print-type.ts';
import { quoteIdentifier as id, quoteInterval, quoteString } from '../quote.ts';
import type { ColumnDefinition, Statement } from '../tree.ts';
import { writeExpression } from './expression.ts';
import { writeQuery } from './query.ts';
import { type Span, Writer } from './writer.ts';

/** A printed statement, without a closing semicolon, and its source map. */
export interface Printed {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Prints one statement. Equal trees give equal text; nothing here can fail. */
export function printStatement(statement: Statement): Printed {
  const out = new Writer();
  writeStatement(out, statement);
  return { text: out.text, spans: out.spans };
}

function writeStatement(out: Writer, s: Statement): void {
  switch (s.kind) {
    case 'create-table':
      out.from(s.origin, false, () => writeCreateTable(out, s));
      return;
    case 'create-view':
      out.from(s.origin, false, () => {
        out.put(`CREATE TEMPORARY VIEW ${id(s.name)} AS`).line();
        writeQuery(out, s.query);
      });
      return;
    case 'drop-view':
      out.put(`DROP TEMPORARY VIEW IF EXISTS ${id(s.name)}`);
      return;
    case 'drop-table':
      out.put(`DROP TEMPORARY TABLE IF EXISTS ${id(s.name)}`);
      return;
    case 'describe':
      out.put(`DESCRIBE ${id(s.name)}`);
      return;
    case 'query':
      writeQuery(out, s.query);
      return;
    case 'insert':
      out.from(s.origin, false, () => {
        out.put(`INSERT INTO ${id(s.table)}`).line();
        writeQuery(out, s.query);
        if (s.onConflict) out.line().put(`ON CONFLICT DO ${s.onConflict}`);
      });
      return;
    case 'statement-set':
      writeStatementSet(out, 'EXECUTE STATEMENT SET', s);
      return;
    case 'explain':
      writeStatementSet(out, 'EXPLAIN STATEMENT SET', s.set);
      return;
    case 'set':
      out.put(`SET ${quoteString(s.key)} = ${quoteString(s.value)}`);
      return;
    default:
      s satisfies never;
  }
}

type CreateTable = Extract<Statement, { kind: 'create-table' }>;

function writeCreateTable(out: Writer, s: CreateTable): void {
  out.put(`CREATE TEMPORARY TABLE ${id(s.name)} (`);
  out.nested(() => {
    out.lines(s.columns, (c) => writeColumnDefinition(out, c));
    if (s.watermark) writeWatermark(out, s.watermark);
    if (s.primaryKey)
      out
        .put(',')
        .line()
        .put(`PRIMARY KEY (${s.primaryKey.map(id).join(', ')}) NOT ENFORCED`);
  });
  out.line().put(') WITH (');
  out.nested(() =>
    out.lines(Object.entries(s.options), ([k, v]) => void out.put(`${quoteString(k)} = ${quoteString(v)}`)),
  );
  out.line().put(')');
}

/** The watermark of a row too far ahead is NULL, which Flink takes for none. */
function writeWatermark(out: Writer, watermark: NonNullable<CreateTable['watermark']>): void {
  const column = id(watermark.column);
  const value = watermark.lateness > 0 ? `${column} - ${quoteInterval(watermark.lateness)}` : column;
  out.put(',').line().put(`WATERMARK FOR ${column} AS `);
  if (watermark.ahead === undefined) out.put(value);
  else {
    const latest = `CURRENT_TIMESTAMP + ${quoteInterval(watermark.ahead)}`;
    out.put(`CASE WHEN CAST(${column} AS TIMESTAMP_LTZ(3)) <= ${latest} THEN ${value} END`);
  }
}

function writeStatementSet(out: Writer, verb: string, s: Extract<Statement, { kind: 'statement-set' }>): void {
  out.put(verb).line().put('BEGIN');
  for (const insert of s.inserts) {
    out.line();
    writeStatement(out, insert);
    out.put(';');
  }
  out.line().put('END');
}

function writeColumnDefinition(out: Writer, c: ColumnDefinition): void {
  const d = c.definition;
  out.put(`${id(c.name)} `);
  switch (d.kind) {
    case 'physical':
      out.put(printType(d.type));
      return;
    case 'metadata':
      out.put(`${printType(d.type)} METADATA FROM ${quoteString(d.from)}${d.virtual ? ' VIRTUAL' : ''}`);
      return;
    case 'computed':
      out.put('AS ');
      writeExpression(out, d.expression);
      return;
    default:
      d satisfies never;
  }
}
