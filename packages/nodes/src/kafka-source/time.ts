import { type DataType, type Expression, types } from '@headrace/flow';
import { isTime } from '../shared/columns.ts';
import type { SourceColumn } from './config.ts';

/** The spellings of text times that Flink's JSON format reads itself; one for the whole table. */
export type TableTimeFormat = 'SQL' | 'ISO-8601';

/** The spelling for the table: ISO-8601 as soon as one column is written so, since its `T` and `Z` need it. */
export function tableTimeFormat(
  columns: readonly { type: DataType; timeFormat: string | undefined }[],
): TableTimeFormat {
  return columns.some((c) => isTime(c.type) && c.timeFormat === 'iso-8601') ? 'ISO-8601' : 'SQL';
}

/** The type under which the column is read from the message: its own, or what its time is computed from. */
export function physicalType(type: DataType, timeFormat: string | undefined, table: TableTimeFormat): DataType {
  if (!isComputed(type, timeFormat, table)) return type;
  return timeFormat?.startsWith('epoch-') ? types.bigint : types.string;
}

export function isComputed(type: DataType, timeFormat: string | undefined, table: TableTimeFormat): boolean {
  if (!isTime(type)) return false;
  const native = table === 'ISO-8601' ? 'iso-8601' : 'sql';
  return (timeFormat ?? 'sql') !== native;
}

/**
 * The time from the number or text in the message; NULL where it is none, as for every unreadable value.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/functions/systemfunctions/ (temporal functions)
 */
export function computedTime(raw: Expression, column: Pick<SourceColumn, 'timeFormat'>, type: DataType): Expression {
  const local = type.kind === 'sized' && type.name === 'TIMESTAMP_LTZ';
  const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args });
  const epoch = (value: Expression, precision: number): Expression => {
    const at = call('TO_TIMESTAMP_LTZ', value, { kind: 'number', value: precision });
    return local ? at : { kind: 'cast', operand: at, type: types.timestamp };
  };
  switch (column.timeFormat) {
    case 'epoch-seconds':
      return epoch(raw, 0);
    case 'epoch-millis':
      return epoch(raw, 3);
    case 'epoch-micros':
      return epoch({ kind: 'infix', op: '/', left: raw, right: { kind: 'number', value: 1000 } }, 3);
    case undefined:
    case 'sql':
    case 'iso-8601': {
      const plain = call('REPLACE', call('REPLACE', raw, text('T'), text(' ')), text('Z'), text(''));
      return { kind: 'cast', operand: plain, type: local ? types.timestampLtz : types.timestamp, safe: true };
    }
    default: {
      const at = call('TO_TIMESTAMP', raw, text(column.timeFormat));
      return { kind: 'cast', operand: at, type: local ? types.timestampLtz : types.timestamp };
    }
  }
}

function text(value: string): Expression {
  return { kind: 'text', value };
}
