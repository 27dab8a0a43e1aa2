import { type Expression, findColumn, type Relation, type SelectItem, type Statement, types } from '@headrace/flow';
import { freeName, isTime } from '../shared/columns.ts';
import { type Config, largestEvent } from './config.ts';
import { isPlainKey, type NullKey } from './null-key.ts';

type Table = Extract<Statement, { kind: 'create-table' }>;

function headersColumn(input: Relation): string {
  return freeName(
    'message_headers',
    input.columns.map((c) => c.name),
  );
}

/**
 * A changelog goes through upsert-kafka (newest row for each key, a tombstone for none), everything else through kafka.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/table/upsert-kafka/
 */
export function sinkTable(
  name: string,
  c: Config,
  input: Relation,
  cluster: Readonly<Record<string, string>>,
  transactions: string,
): Table {
  const upsert = upsertKey(input);
  const key = upsert ?? c.key;
  const columns: Table['columns'][number][] = input.columns.map((column) => ({
    name: column.name,
    definition: { kind: 'physical', type: column.type ?? types.string },
  }));
  if (c.headers.length > 0)
    columns.push({
      name: headersColumn(input),
      definition: { kind: 'metadata', type: { kind: 'map', key: types.string, value: types.bytes }, from: 'headers' },
    });
  return {
    kind: 'create-table',
    name,
    columns,
    ...(upsert ? { primaryKey: key } : {}),
    options: {
      connector: upsert ? 'upsert-kafka' : 'kafka',
      topic: c.topic,
      ...cluster,
      ...(key.length > 0 ? { 'key.format': isPlainKey(key, input) ? 'raw' : 'json' } : {}),
      ...(key.length > 0 && !upsert ? { 'key.fields': key.join(';') } : {}),
      'properties.max.request.size': String(largestEvent),
      'value.format': c.format,
      'value.json.timestamp-format.standard': c.timeFormat === 'sql' ? 'SQL' : 'ISO-8601',
      'value.json.encode.decimal-as-plain-number': 'true',
      ...delivery(c, transactions),
    },
  };
}

/** The table of a changelog for rows whose key has a null: see null-key.ts. */
export function nullKeyTable(table: Table, name: string, key: NullKey, transactions: string): Table {
  const { 'sink.transactional-id-prefix': prefix, ...options } = table.options;
  return {
    ...table,
    name,
    columns: [...table.columns, { name: key.column, definition: { kind: 'physical', type: key.type } }],
    primaryKey: [key.column],
    options: {
      ...options,
      'key.format': 'raw',
      'value.fields-include': 'EXCEPT_KEY',
      ...(prefix === undefined ? {} : { 'sink.transactional-id-prefix': transactions }),
    },
  };
}

/** The columns that identify the rows of a changelog; undefined for events. */
export function upsertKey({ changelog }: Relation): readonly string[] | undefined {
  return changelog.mode === 'retract' ? (changelog.key ?? []) : undefined;
}

/** The transaction's time limit outlasts a long pause between checkpoints; brokers allow 15 minutes unless told otherwise. */
function delivery(c: Config, transactions: string): Record<string, string> {
  if (c.guarantee === 'at-least-once') return { 'sink.delivery-guarantee': 'at-least-once' };
  return {
    'sink.delivery-guarantee': 'exactly-once',
    'sink.transactional-id-prefix': transactions,
    'properties.transaction.timeout.ms': '900000',
  };
}

/** A table takes one event time at most, so every other time is cast to a plain one. */
export function sinkItems(c: Config, input: Relation): SelectItem[] {
  const items = input.columns.map(({ name, type }): SelectItem => {
    const value: Expression = { kind: 'column', path: [name] };
    if (!type || !isTime(type) || name === input.eventTime) return { expression: value };
    return { expression: { kind: 'cast', operand: value, type }, as: name };
  });
  if (c.headers.length === 0) return items;
  const bytes = (name: string): Expression => {
    const text: Expression = {
      kind: 'cast',
      operand: findColumn(input, name)?.expression ?? { kind: 'null' },
      type: types.string,
    };
    return { kind: 'cast', operand: text, type: types.bytes };
  };
  const entries = c.headers.map((h) => ({ key: { kind: 'string', value: h.header } as const, value: bytes(h.column) }));
  return [...items, { expression: { kind: 'map', entries }, as: headersColumn(input) }];
}
