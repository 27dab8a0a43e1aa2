import { type DataType, type Expression, types } from '@headrace/flow';
import { isTime } from '../../shared/columns.ts';
import type { Config } from '../config.ts';
import type { ReadColumn, SourceFormat } from './format.ts';

/** The formats of Flink. A time in another form than its JSON format reads is computed from the text or number. */
export function flinkFormat(c: Config, columns: readonly ReadColumn[]): SourceFormat {
  const format = tableTimeFormat(columns);
  const isOther = (column: ReadColumn) => isComputed(column.type, column.timeFormat, format);
  return {
    options: {
      'value.format': c.format,
      'value.json.timestamp-format.standard': format,
      'value.json.ignore-parse-errors': String(c.unreadable === 'skip'),
    },
    // Flink's format takes a failure in what is chained behind the source for an unreadable message, and skips the event without
    // a word (compare FLINK-36549). Without chains it costs throughput, and such a failure fails the job.
    settings: c.unreadable === 'skip' ? { 'pipeline.operator-chaining.enabled': 'false' } : {},
    physicalType: (column) => physicalType(column.type, column.timeFormat, format),
    computed: (column, raw) => (isOther(column) ? computedTime(raw, column) : undefined),
  };
}

/** The spellings of text times that Flink's JSON format reads itself; one for the whole table. */
type TableTimeFormat = 'SQL' | 'ISO-8601';

/** The spelling for the table: ISO-8601 as soon as one column is written so, since its `T` and `Z` need it. */
function tableTimeFormat(columns: readonly ReadColumn[]): TableTimeFormat {
  return columns.some((c) => isTime(c.type) && c.timeFormat === 'iso-8601') ? 'ISO-8601' : 'SQL';
}

/** The type under which the column is read from the message: its own, or what its time is computed from. */
function physicalType(type: DataType, timeFormat: string | undefined, table: TableTimeFormat): DataType {
  if (!isComputed(type, timeFormat, table)) return type;
  return timeFormat?.startsWith('epoch-') ? types.bigint : types.string;
}

function isComputed(type: DataType, timeFormat: string | undefined, table: TableTimeFormat): boolean {
  if (!isTime(type)) return false;
  const native = table === 'ISO-8601' ? 'iso-8601' : 'sql';
  return (timeFormat ?? 'sql') !== native;
}

/**
 * The time from the number or text in the message; NULL where it is none, as for every unreadable value.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/functions/systemfunctions/ (temporal functions)
 */
function computedTime(raw: Expression, { timeFormat, type }: ReadColumn): Expression {
  const local = type.kind === 'sized' && type.name === 'TIMESTAMP_LTZ';
  const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args });
  const epoch = (value: Expression, precision: number): Expression => {
    const at = call('TO_TIMESTAMP_LTZ', value, { kind: 'number', value: precision });
    return local ? at : { kind: 'cast', operand: at, type: types.timestamp };
  };
  switch (timeFormat) {
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
      // TO_TIMESTAMP reads an offset or a zone and forgets it (FLINK-39995); UNIX_TIMESTAMP goes by it, in whole seconds.
      if (hasZone(timeFormat)) return epoch(call('UNIX_TIMESTAMP', raw, text(timeFormat)), 0);
      const at = call('TO_TIMESTAMP', raw, text(timeFormat));
      return { kind: 'cast', operand: at, type: local ? types.timestampLtz : types.timestamp };
    }
  }
}

/** Whether a pattern of times has a letter for an offset or a zone, outside quotes. */
function hasZone(pattern: string): boolean {
  return /[zZXxVO]/.test(pattern.replaceAll(/'[^']*'/g, ''));
}

function text(value: string): Expression {
  return { kind: 'string', value };
}
