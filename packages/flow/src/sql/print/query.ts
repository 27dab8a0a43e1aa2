import { quoteIdentifier as id, quoteInterval } from '../quote.ts';
import type { From, Query, SelectItem, WindowFunction } from '../tree.ts';
import { writeExpression } from './expression.ts';
import type { Writer } from './writer.ts';

export function writeQuery(out: Writer, q: Query): void {
  switch (q.kind) {
    case 'select':
      writeSelect(out, q);
      return;
    case 'union-all':
      q.queries.forEach((one, i) => {
        if (i > 0) out.line().put('UNION ALL').line();
        writeQuery(out, one);
      });
      return;
    case 'with':
      out.put('WITH');
      out.nested(() =>
        out.lines(q.relations, (r) =>
          out.from(r.origin, false, () => {
            out.put(`${id(r.name)} AS (`);
            out.nested(() => {
              out.line();
              writeQuery(out, r.query);
            });
            out.line().put(')');
          }),
        ),
      );
      out.line();
      writeQuery(out, q.body);
      return;
    default:
      q satisfies never;
  }
}

function writeSelect(out: Writer, q: Extract<Query, { kind: 'select' }>): void {
  out.put('SELECT');
  out.nested(() => out.lines(q.items, (item) => writeItem(out, item)));
  out.line().put('FROM ');
  writeFrom(out, q.from);
  if (q.where) {
    out.line().put('WHERE ');
    writeExpression(out, q.where);
  }
  if (q.groupBy && q.groupBy.length > 0) {
    out.line().put('GROUP BY ');
    out.list(q.groupBy, (e) => writeExpression(out, e));
  }
  if (q.having) {
    out.line().put('HAVING ');
    writeExpression(out, q.having);
  }
}

function writeItem(out: Writer, item: SelectItem): void {
  out.from(item.origin, false, () => {
    writeExpression(out, item.expression);
    if (item.as !== undefined) out.put(` AS ${id(item.as)}`);
  });
}

function writeFrom(out: Writer, f: From): void {
  switch (f.kind) {
    case 'table':
      out.put(id(f.name));
      if (f.alias !== undefined) out.put(` AS ${id(f.alias)}`);
      return;
    case 'query':
      out.put('(');
      out.nested(() => {
        out.line();
        writeQuery(out, f.query);
      });
      out.line().put(`) AS ${id(f.alias)}`);
      return;
    case 'window':
      writeWindow(out, f);
      return;
    case 'join':
      writeFrom(out, f.left);
      out.line().put(`${f.join} JOIN `);
      writeFrom(out, f.right);
      if (f.on) {
        out.put(' ON ');
        writeExpression(out, f.on);
      }
      return;
    case 'as-of':
      out.put(`${id(f.table)} FOR SYSTEM_TIME AS OF `);
      writeExpression(out, f.time);
      out.put(` AS ${id(f.alias)}`);
      return;
    case 'unnest':
      out.put('UNNEST(');
      writeExpression(out, f.array);
      out.put(`)${f.ordinality ? ' WITH ORDINALITY' : ''} AS ${id(f.alias)} (${f.columns.map(id).join(', ')})`);
      return;
    default:
      f satisfies never;
  }
}

function writeWindow(out: Writer, f: Extract<From, { kind: 'window' }>): void {
  const partition = f.partitionBy?.length ? ` PARTITION BY ${f.partitionBy.map(id).join(', ')}` : '';
  const data = `DATA => TABLE ${id(f.table)}${partition}`;
  out.from(f.origin, false, () =>
    out.put(`TABLE(${f.window.kind}(${data}, TIMECOL => DESCRIPTOR(${id(f.timeColumn)}), ${sizes(f.window)}))`),
  );
  if (f.alias !== undefined) out.put(` AS ${id(f.alias)}`);
}

function sizes(w: WindowFunction): string {
  switch (w.kind) {
    case 'TUMBLE':
      return `SIZE => ${quoteInterval(w.size)}`;
    case 'HOP':
      return `SLIDE => ${quoteInterval(w.slide)}, SIZE => ${quoteInterval(w.size)}`;
    case 'CUMULATE':
      return `STEP => ${quoteInterval(w.step)}, SIZE => ${quoteInterval(w.size)}`;
    case 'SESSION':
      return `GAP => ${quoteInterval(w.gap)}`;
    default:
      return w satisfies never;
  }
}
