import kafka from '@headrace/connections/kinds/kafka';
import type { Column, DataType, Relation, Report } from '@headrace/flow';
import { parseDuration, parseType, types } from '@headrace/flow';
import { existing } from '@headrace/text';
import { checkTwice, isTime } from '../shared/columns.ts';
import { checkResource, requireConnection } from '../shared/connection.ts';
import { defineNode } from '../shared/define.ts';
import { readDuration } from '../shared/duration.ts';
import { clusterOptions } from '../shared/kafka-cluster.ts';
import { type Config, config } from './config.ts';
import { flinkFormat } from './format/flink.ts';
import { headraceFormat } from './format/headrace.ts';
import { overlap } from './physical.ts';
import { sourceQuery, sourceTable } from './table.ts';
import { checkTimeFormats } from './time-format.ts';

/** Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/table/kafka/#start-reading-position */
const reading = {
  startable: {
    now: { 'scan.startup.mode': 'latest-offset' },
    earliest: { 'scan.startup.mode': 'earliest-offset' },
    time: { at: 'scan.startup.timestamp-millis', options: { 'scan.startup.mode': 'timestamp' } },
  },
  // The topics of a preview do not grow partitions.
  liveOptions: { 'scan.topic-partition-discovery.interval': '0' },
};

export default defineNode<Config>({
  type: 'kafka-source',
  title: 'Event source',
  group: 'events',
  description: 'Reads the events of a Kafka topic.',
  config,
  inputs: { kind: 'none' },
  outputs: [{ name: 'out', title: 'Events' }],
  summary: ({ topic }) => topic,
  connects: kafka,
  resources: ({ connection, topic }) => [{ connection, resource: topic, role: 'read', path: ['topic'] }],
  suggestName: ({ topic }) =>
    typeof topic === 'string' && topic !== '' ? topic.toLowerCase().replaceAll(/[._]/g, ' ') : undefined,
  infer: ({ config: c, connections, report }) => {
    requireConnection(kafka, c.connection, connections, report, ['connection']);
    checkResource(kafka, c.topic, report, ['topic']);
    readDuration(c.lateness, report, ['lateness'], 0);
    readDuration(c.idleTimeout, report, ['idleTimeout'], 0);
    if (c.mostAhead !== undefined) readDuration(c.mostAhead, report, ['mostAhead'], 0);
    const columns = c.columns.map((column, i): Column => {
      const type = readType(column.type, i, report);
      return { name: column.name, ...(type ? { type } : {}) };
    });
    checkPaths(c, report);
    checkTimeFormats(c, columns, report);
    const extra = extraColumns(c);
    const all = [...columns, ...extra.map(({ name, type }) => ({ name, type }))];
    const paths = [...columns.map((_, i) => ['columns', i, 'name']), ...extra.map((e) => e.path)];
    checkTwice(
      all.map((column) => column.name),
      report,
      (i) => existing(paths[i]),
    );
    return { out: { columns: all, changelog: { mode: 'append' }, ...eventTime(c, columns, report) } };
  },
  lower: ({ config: c, connections, table, flowId, reader }) => {
    const name = table('source');
    const columns = c.columns.map((column) => {
      const parsed = parseType(column.type);
      return { ...column, type: 'type' in parsed ? parsed.type : types.string, path: column.path ?? [column.name] };
    });
    const format = reader === 'headrace' ? headraceFormat(c, columns) : flinkFormat(c, columns);
    const cluster = clusterOptions(connections.get(c.connection));
    const idleTimeout = parseDuration(c.idleTimeout) ?? 30_000;
    const source = sourceTable(name, c, columns, format, {
      connector: 'kafka',
      topic: c.topic,
      ...cluster,
      'properties.group.id': flowId(),
      // Messages of aborted transactions are not read.
      'properties.isolation.level': 'read_committed',
      ...reading.startable.now,
      'scan.watermark.idle-timeout': `${idleTimeout} ms`,
    });
    return {
      tables: [source],
      source: { ...reading, idleTimeout },
      // How far it has read each partition.
      state: { of: 'source', meaning: { topic: c.topic, servers: cluster['properties.bootstrap.servers'] } },
      settings: format.settings,
      relations: { out: sourceQuery(name, c, columns, format, source.columns) },
    };
  },
});

function readType(text: string, index: number, report: Report): DataType | undefined {
  const parsed = parseType(text);
  if ('type' in parsed) return parsed.type;
  report({
    code: 'source/unknown-type',
    message: `${parsed.error} Use STRING, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP(3) …`,
    path: ['columns', index, 'type'],
  });
  return undefined;
}

function checkPaths(c: Config, report: Report): void {
  const found = overlap(c.columns.map((column) => column.path ?? [column.name]));
  if (!found) return;
  const [inner, outer] = [c.columns[found.index]?.name, c.columns[found.other]?.name];
  report({
    code: 'source/overlap',
    message: `'${inner}' lies inside '${outer}', which is read whole. Remove one of them; nodes can use ${outer}.field.`,
    path: ['columns', found.index],
  });
}

/** Columns that do not come from the message's value. */
export function extraColumns(c: Config): { name: string; type: DataType; path: (string | number)[] }[] {
  return [
    ...(c.key ? [{ name: c.key.name, type: types.string, path: ['key', 'name'] }] : []),
    ...c.headers.map((h, i) => ({ name: h.name, type: types.string, path: ['headers', i, 'name'] })),
    ...(c.eventTime.from === 'kafka'
      ? [{ name: c.eventTime.name, type: types.timestampLtz, path: ['eventTime', 'name'] }]
      : []),
  ];
}

function eventTime(c: Config, columns: readonly Column[], report: Report): Pick<Relation, 'eventTime'> {
  if (c.eventTime.from === 'kafka') return { eventTime: c.eventTime.name };
  const name = c.eventTime.column;
  const path = ['eventTime', 'column'];
  const column = columns.find((x) => x.name === name);
  if (!column)
    report({
      code: 'source/no-event-time',
      message: `The event time '${name}' is not among the properties. Add it, or choose another.`,
      path,
    });
  else if (column.type && !isTime(column.type))
    report({
      code: 'source/event-time-type',
      message: `'${name}' is not a time, so it cannot be the event time. Give it the type TIMESTAMP(3), or choose another.`,
      path,
    });
  else if (column.type?.kind === 'sized' && (column.type.size ?? 6) > 3)
    report({
      code: 'source/event-time-precision',
      message: `Flink takes event times of milliseconds at most. Give '${name}' the type ${column.type.name}(3).`,
      path,
    });
  else return { eventTime: name };
  return {};
}
