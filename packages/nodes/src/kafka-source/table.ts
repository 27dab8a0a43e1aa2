import {
  type ColumnDefinition,
  type DataType,
  type Expression,
  parseDuration,
  type Query,
  type SelectItem,
  type Statement,
  types,
} from '@headrace/flow';
import { existing } from '@headrace/text';
import { freeName } from '../shared/columns.ts';
import type { Config } from './config.ts';
import type { ReadColumn, SourceFormat } from './format/format.ts';
import { physicalColumns } from './physical.ts';

type Table = Extract<Statement, { kind: 'create-table' }>;

/** Columns of the table that are not part of the message. They are renamed where the message has the same names. */
interface Names {
  readonly key: string;
  readonly headers: string;
  readonly eventTime: string;
}

function names(physical: readonly { name: string }[]): Names {
  const taken = physical.map((p) => p.name);
  return {
    key: freeName('message_key', taken),
    headers: freeName('message_headers', taken),
    eventTime: freeName('event_time', taken),
  };
}

function physicalOf(columns: readonly ReadColumn[], format: SourceFormat): { name: string; type: DataType }[] {
  return physicalColumns(columns.map((c) => ({ path: c.path, type: format.physicalType(c) })));
}

/** The table over the topic: the message's fields as they are, key, headers, and the event time with its watermark. */
export function sourceTable(
  name: string,
  c: Config,
  columns: readonly ReadColumn[],
  format: SourceFormat,
  base: Record<string, string>,
): Table {
  const physical = physicalOf(columns, format);
  const own = names(physical);
  const definitions: ColumnDefinition[] = physical.map((p) => ({
    name: p.name,
    definition: { kind: 'physical', type: p.type },
  }));
  if (c.key) definitions.unshift({ name: own.key, definition: { kind: 'physical', type: types.string } });
  if (c.headers.length > 0)
    definitions.push({
      name: own.headers,
      definition: {
        kind: 'metadata',
        type: { kind: 'map', key: types.string, value: types.bytes },
        from: 'headers',
        virtual: true,
      },
    });
  const time = eventTimeColumn(c, columns, format, own);
  const ahead = c.mostAhead === undefined ? undefined : parseDuration(c.mostAhead);
  if (time.definition) definitions.push({ name: time.name, definition: time.definition });
  return {
    kind: 'create-table',
    name,
    columns: definitions,
    watermark: {
      column: time.name,
      lateness: parseDuration(c.lateness) ?? 0,
      ...(ahead === undefined ? {} : { ahead }),
    },
    options: {
      ...base,
      ...(c.key ? { 'key.format': 'raw', 'key.fields': own.key, 'value.fields-include': 'EXCEPT_KEY' } : {}),
      ...format.options,
    },
  };
}

function eventTimeColumn(
  c: Config,
  columns: readonly ReadColumn[],
  format: SourceFormat,
  own: Names,
): { name: string; definition?: ColumnDefinition['definition'] } {
  if (c.eventTime.from === 'kafka')
    return {
      name: own.eventTime,
      definition: { kind: 'metadata', type: types.timestampLtz, from: 'timestamp', virtual: true },
    };
  const wanted = c.eventTime.column;
  const column = existing(columns.find((x) => x.name === wanted));
  // A watermark stands on a top-level column; a nested or computed one gets a column of its own.
  const expression = valueIn(column, format);
  const [top, ...below] = expression.kind === 'column' ? expression.path : [];
  if (top !== undefined && below.length === 0) return { name: top };
  return { name: own.eventTime, definition: { kind: 'computed', expression } };
}

function valueIn(column: ReadColumn, format: SourceFormat): Expression {
  const raw: Expression = { kind: 'column', path: column.path };
  return format.computed(column, raw) ?? raw;
}

/** The node's stream: the columns under their configured names. */
export function sourceQuery(
  table: string,
  c: Config,
  columns: readonly ReadColumn[],
  format: SourceFormat,
  definitions: readonly ColumnDefinition[],
): Query {
  const own = names(physicalOf(columns, format));
  const item = (expression: Expression, as: string): SelectItem => {
    const same = expression.kind === 'column' && expression.path.length === 1 && expression.path[0] === as;
    return same ? { expression } : { expression, as };
  };
  const column = (name: string): Expression => ({ kind: 'column', path: [name] });
  const hasOwnTime = definitions.some((d) => d.name === own.eventTime && d.definition.kind !== 'physical');
  const items = columns.map((x) => {
    const isTime = c.eventTime.from === 'column' && c.eventTime.column === x.name && hasOwnTime;
    return item(isTime ? column(own.eventTime) : valueIn(x, format), x.name);
  });
  if (c.key) items.push(item(column(own.key), c.key.name));
  for (const h of c.headers)
    items.push({
      expression: {
        kind: 'cast',
        operand: { kind: 'item', operand: column(own.headers), key: { kind: 'string', value: h.header } },
        type: types.string,
      },
      as: h.name,
    });
  if (c.eventTime.from === 'kafka') items.push(item(column(own.eventTime), c.eventTime.name));
  return { kind: 'select', items, from: { kind: 'table', name: table } };
}
