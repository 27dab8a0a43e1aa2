import { field, type NodeType, settingsOf, types } from '@headrace/flow';
import * as z from 'zod';
import type {} from './codes.ts';
import kind from './kind.ts';

/** The names of its fields are not those of a Kafka source: nothing may go by them. */
const config = z.object({
  from: field.connection(kind, { title: 'Generator' }),
  which: field.resource(kind, { title: 'Series', beside: { connection: 'from' } }),
  last: z.int().min(1).meta({ title: 'Last number' }).default(100),
  read: field
    .list(field.group({ name: field.name({ title: 'Name' }), type: field.dataType({ title: 'Type' }) }), {
      title: 'Properties',
      widget: 'source-columns',
      beside: { connection: 'from', resource: 'which' },
    })
    .min(1),
});

/** A source of numbers, for tests. Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/table/datagen/ */
const source: NodeType<z.infer<typeof config>> = {
  type: 'generator-source',
  title: 'Numbers',
  group: 'events',
  description: 'Numbers in order.',
  config,
  inputs: { kind: 'none' },
  outputs: [{ name: 'out', title: 'Numbers' }],
  summary: ({ which }) => which,
  connects: kind,
  resources: ({ from, which }) => [{ connection: from, resource: which, role: 'read', path: ['which'] }],
  infer({ config: { from, which, read }, connections, report }) {
    if (!settingsOf(kind, connections.get(from)))
      report({ code: 'generator/unknown-connection', message: `'${from}' is no generator.`, path: ['from'] });
    const message = kind.resource.nameFault(which);
    if (message) report({ code: 'generator/name', message, path: ['which'] });
    return {
      out: { columns: read.map(({ name }) => ({ name, type: types.bigint })), changelog: { mode: 'append' } },
    };
  },
  lower({ config: { last, read }, table }) {
    const name = table('numbers');
    const columns = read.map((column) => column.name);
    const at = `fields.${columns[0]}.start`;
    return {
      tables: [
        {
          kind: 'create-table',
          name,
          columns: columns.map((column) => ({
            name: column,
            definition: { kind: 'physical', type: types.bigint },
          })),
          options: {
            connector: 'datagen',
            [`fields.${columns[0]}.kind`]: 'sequence',
            [at]: '1',
            [`fields.${columns[0]}.end`]: String(last),
            'rows-per-second': '10',
          },
        },
      ],
      source: {
        startable: { now: { [at]: String(last) }, earliest: { [at]: '1' }, time: { at, options: {} } },
        liveOptions: { 'rows-per-second': '1000' },
        idleTimeout: 0,
      },
      relations: {
        out: {
          kind: 'select',
          items: columns.map((column) => ({ expression: { kind: 'column', path: [column] } })),
          from: { kind: 'table', name },
        },
      },
    };
  },
};

export default source as unknown as NodeType;
