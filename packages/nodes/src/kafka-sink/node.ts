import kafka from '@headrace/connections/kinds/kafka';
import type { Relation, Report } from '@headrace/flow';
import { existing } from '@headrace/text';
import { requireColumn } from '../shared/columns.ts';
import { checkResource, requireConnection } from '../shared/connection.ts';
import { defineNode } from '../shared/define.ts';
import { clusterOptions } from '../shared/kafka-cluster.ts';
import { type Config, config } from './config.ts';
import { havingNull, nullKey } from './null-key.ts';
import { nullKeyTable, sinkItems, sinkTable, upsertKey } from './table.ts';

export default defineNode<Config>({
  type: 'kafka-sink',
  title: 'Event destination',
  group: 'events',
  description: 'Writes the events to a Kafka topic.',
  config,
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'Events' }] },
  outputs: [],
  summary: ({ topic }) => topic,
  connects: kafka,
  resources: ({ connection, topic, createTopic: create }) => [
    { connection, resource: topic, role: 'write', path: ['topic'], ...(create ? { create } : {}) },
  ],
  suggestName: ({ topic }) =>
    typeof topic === 'string' && topic !== '' ? `to ${topic.toLowerCase().replaceAll(/[._]/g, ' ')}` : 'destination',
  infer: ({ config: c, inputs, connections, report }) => {
    const input = existing(inputs.in);
    requireConnection(kafka, c.connection, connections, report, ['connection']);
    checkResource(kafka, c.topic, report, ['topic']);
    c.headers.forEach((h, i) => {
      requireColumn(input, h.column, report, ['headers', i, 'column']);
    });
    checkKey(c, input, report);
    return {};
  },
  lower: ({ config: c, inputs, connections, source, table, nodeId }) => {
    const input = existing(inputs.in);
    if (input.columns.some((column) => column.type === undefined)) return { relations: {}, needsTypes: true };
    const target = sinkTable(table('sink'), c, input, clusterOptions(connections.get(c.connection)), nodeId());
    const items = sinkItems(c, input);
    const from = { kind: 'table', name: source('in') } as const;
    const key = upsertKey(input) ?? [];
    if (key.length === 0)
      return {
        relations: {},
        tables: [target],
        inserts: [{ table: target.name, query: { kind: 'select', items, from } }],
      };
    const computed = nullKey(key, input);
    const ofNulls = nullKeyTable(target, table('nulls'), computed, `${nodeId()}-nulls`);
    const keyItem = { expression: computed.expression, as: computed.column };
    return {
      relations: {},
      tables: [target, ofNulls],
      inserts: [
        { table: target.name, query: { kind: 'select', items, from, where: havingNull(key, false) } },
        // The planner cannot know that rows of one primary key are one row (see null-key.ts).
        {
          table: ofNulls.name,
          query: { kind: 'select', items: [...items, keyItem], from, where: havingNull(key, true) },
          onConflict: 'DEDUPLICATE',
        },
      ],
    };
  },
});

function checkKey(c: Config, input: Relation, report: Report): void {
  c.key.forEach((name, i) => {
    requireColumn({ ...input, columns: input.columns.map(({ name: own }) => ({ name: own })) }, name, report, [
      'key',
      i,
    ]);
    if (name.includes(';'))
      report({
        code: 'sink/key-name',
        message: `Flink lists key properties with semicolons, so '${name}' cannot be one. Rename it.`,
        path: ['key', i],
      });
  });
  if (input.changelog.mode === 'append') return;
  const { key } = input.changelog;
  if (key === undefined || key.length === 0)
    report({
      code: 'sink/no-key',
      message:
        'What comes in is a changelog: rows are changed later. Kafka keeps the newest row of each key, and these rows have none. Group the aggregate by a property, or give it a window.',
      path: ['key'],
    });
  else if (c.key.length > 0 && !sameSet(c.key, key))
    report({
      code: 'sink/other-key',
      message: `What comes in is a changelog whose rows are told apart by ${key.join(', ')}; the message key must be just that.`,
      path: ['key'],
      fix: { title: `Use ${key.join(', ')}`, value: [...key] },
    });
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((x) => b.includes(x));
}
