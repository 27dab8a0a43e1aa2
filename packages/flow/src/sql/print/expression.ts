import { printType } from '../../types/print-type.ts';
import { quoteIdentifier as id, quoteDecimal, quoteInterval, quoteNumber, quoteString } from '../quote.ts';
import type { Expression } from '../tree.ts';
import { Writer } from './writer.ts';

/** One expression alone. */
export function printExpression(e: Expression): string {
  const out = new Writer();
  writeExpression(out, e);
  return out.text;
}

export function writeExpression(out: Writer, e: Expression): void {
  switch (e.kind) {
    case 'column':
      out.put(e.path.map(id).join('.'));
      return;
    case 'string':
      out.put(quoteString(e.value));
      return;
    case 'number':
      out.put(quoteNumber(e.value));
      return;
    case 'decimal':
      out.put(quoteDecimal(e.value));
      return;
    case 'boolean':
      out.put(e.value ? 'TRUE' : 'FALSE');
      return;
    case 'timestamp':
      out.put(`${e.of} ${quoteString(e.value)}`);
      return;
    case 'null':
      out.put('NULL');
      return;
    case 'star':
      out.put('*');
      return;
    case 'interval':
      out.put(quoteInterval(e.milliseconds));
      return;
    case 'raw':
      writeRaw(out, e);
      return;
    case 'call':
      out.put(`${e.name}(${e.distinct ? 'DISTINCT ' : ''}`);
      out.list(e.args, (a) => writeExpression(out, a)).put(')');
      return;
    case 'infix':
      writeOperand(out, e.left);
      out.put(` ${e.op} `);
      writeOperand(out, e.right);
      return;
    case 'not':
      out.put('NOT ');
      writeOperand(out, e.operand);
      return;
    case 'is':
      writeOperand(out, e.operand);
      out.put(` IS ${e.what}`);
      return;
    case 'between':
      writeOperand(out, e.operand);
      out.put(e.negated ? ' NOT BETWEEN ' : ' BETWEEN ');
      writeOperand(out, e.low);
      out.put(' AND ');
      writeOperand(out, e.high);
      return;
    case 'in':
      writeOperand(out, e.operand);
      out.put(e.negated ? ' NOT IN (' : ' IN (');
      out.list(e.values, (v) => writeExpression(out, v)).put(')');
      return;
    case 'like':
      writeOperand(out, e.operand);
      out.put(`${e.negated ? ' NOT' : ''} LIKE ${quoteString(e.pattern)}`);
      if (e.escape !== undefined) out.put(` ESCAPE ${quoteString(e.escape)}`);
      return;
    case 'cast':
      out.put(e.safe ? 'TRY_CAST(' : 'CAST(');
      writeExpression(out, e.operand);
      out.put(` AS ${printType(e.type)})`);
      return;
    case 'item':
      writeOperand(out, e.operand);
      out.put('[');
      writeExpression(out, e.key);
      out.put(']');
      return;
    case 'array':
      out.put('ARRAY[');
      out.list(e.elements, (x) => writeExpression(out, x)).put(']');
      return;
    case 'map':
      out.put('MAP[');
      out.list(e.entries, ({ key, value }) => {
        writeExpression(out, key);
        out.put(', ');
        writeExpression(out, value);
      });
      out.put(']');
      return;
    case 'over':
      writeOver(out, e);
      return;
    case 'case':
      writeCase(out, e);
      return;
    default:
      e satisfies never;
  }
}

function writeOver(out: Writer, e: Extract<Expression, { kind: 'over' }>): void {
  writeExpression(out, e.call);
  out.put(' OVER (');
  if (e.partitionBy.length > 0) {
    out.put('PARTITION BY ');
    out.list(e.partitionBy, (p) => writeExpression(out, p)).put(' ');
  }
  out.put('ORDER BY ');
  out.list(e.orderBy, (o) => {
    writeExpression(out, o.by);
    out.put(o.descending ? ' DESC' : ' ASC');
  });
  out.put(')');
}

function writeCase(out: Writer, e: Extract<Expression, { kind: 'case' }>): void {
  out.put('CASE');
  for (const b of e.branches) {
    out.put(' WHEN ');
    writeExpression(out, b.when);
    out.put(' THEN ');
    writeExpression(out, b.value);
  }
  if (e.otherwise) {
    out.put(' ELSE ');
    writeExpression(out, e.otherwise);
  }
  out.put(' END');
}

const compounds: readonly Expression['kind'][] = ['infix', 'not', 'between', 'in', 'like', 'is'];

/** In parentheses wherever precedence could change the meaning. */
function writeOperand(out: Writer, e: Expression): void {
  const compound = compounds.includes(e.kind);
  if (compound) out.put('(');
  writeExpression(out, e);
  if (compound) out.put(')');
}

/** Always in parentheses; a line comment in it must not swallow the closing one. */
function writeRaw(out: Writer, e: Extract<Expression, { kind: 'raw' }>): void {
  out.put('(');
  out.from(e.origin, true, () => void out.put(e.text));
  out.put(/--|\/\//.test(e.text) ? '\n)' : ')');
}
