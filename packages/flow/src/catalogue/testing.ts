/** A small catalogue for the tests of this package, which may not import the node types. */
import * as z from 'zod';
import type { Column } from '../graph/relation.ts';
import { checkExpression } from '../sql/check-expression.ts';
import { types } from '../types/data-type.ts';
import { parseType } from '../types/parse-type.ts';
import { field } from './field.ts';
import type { Catalogue, NodeType } from './node-type.ts';

/** Columns are texts unless `types` names another type; the type `?` stands for one that only the planner can determine. */
interface SourceConfig {
  table: string;
  columns: string[];
  types: Record<string, string>;
}

function columnOf({ types: written }: SourceConfig, name: string): Column {
  const text = (Object.hasOwn(written, name) ? written[name] : undefined) ?? 'STRING';
  const parsed = parseType(text);
  return { name, ...('type' in parsed ? { type: parsed.type } : {}) };
}

const source: NodeType<SourceConfig> = {
  type: 'source',
  title: 'Source',
  group: 'events',
  description: '',
  config: z.object({
    table: field.text({ title: 'Table' }),
    columns: z.array(z.string()).default(['id']),
    types: z.record(z.string(), z.string()).default({}),
  }),
  inputs: { kind: 'none' },
  outputs: [{ name: 'out', title: 'Out' }],
  summary: ({ table }) => table,
  infer: ({ config }) => ({
    out: { columns: config.columns.map((name) => columnOf(config, name)), changelog: { mode: 'append' } },
  }),
  lower: ({ config, table }) => ({
    tables: [
      {
        kind: 'create-table',
        name: table('source'),
        columns: config.columns.map((name) => ({
          name,
          definition: { kind: 'physical', type: columnOf(config, name).type ?? types.string },
        })),
        options: { connector: 'test', table: config.table, begin: 'now' },
      },
    ],
    source: {
      startable: {
        now: { begin: 'now' },
        earliest: { begin: 'earliest' },
        time: { at: 'begin.time', options: { begin: 'time' } },
      },
      liveOptions: { pause: '0' },
      idleTimeout: 0,
    },
    relations: {
      out: {
        kind: 'select',
        items: config.columns.map((name) => ({ expression: { kind: 'column', path: [name] } })),
        from: { kind: 'table', name: table('source') },
      },
    },
  }),
};

const where: NodeType<{ expression: string }> = {
  type: 'where',
  title: 'Where',
  group: 'shape',
  description: '',
  config: z.object({ expression: field.expression({ title: 'Condition' }) }),
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'In' }] },
  outputs: [
    { name: 'out', title: 'Out' },
    { name: 'rest', title: 'Rest' },
  ],
  summary: ({ expression }) => expression,
  infer: ({ config, inputs, report }) => {
    const misfit = checkExpression(config.expression);
    if (misfit) report({ ...misfit, path: ['expression'], range: misfit });
    return inputs.in ? { out: inputs.in, rest: inputs.in } : {};
  },
  lower: ({ config, inputs, source: from, origin }) => {
    const query = (negated: boolean) => {
      const written = { kind: 'raw' as const, text: config.expression, origin: origin('expression') };
      return {
        kind: 'select' as const,
        items: (inputs.in?.columns ?? []).map((c) => ({ expression: { kind: 'column' as const, path: [c.name] } })),
        from: { kind: 'table' as const, name: from('in') },
        where: negated ? { kind: 'is' as const, what: 'NOT TRUE' as const, operand: written } : written,
      };
    };
    return { relations: { out: query(false), rest: query(true) } };
  },
};

const sink: NodeType<{ table: string }> = {
  ...source,
  type: 'sink',
  title: 'Sink',
  config: z.object({ table: field.text({ title: 'Table' }) }),
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'In' }] },
  outputs: [],
  infer: () => ({}),
  lower: ({ config, inputs, table, source: from }) => ({
    relations: {},
    tables: [
      {
        kind: 'create-table',
        name: table('sink'),
        columns: (inputs.in?.columns ?? []).map((c) => ({
          name: c.name,
          definition: { kind: 'physical', type: types.string },
        })),
        options: { connector: 'test', table: config.table },
      },
    ],
    inserts: [
      {
        table: table('sink'),
        query: { kind: 'select', items: [{ expression: { kind: 'star' } }], from: { kind: 'table', name: from('in') } },
      },
    ],
  }),
};

export const testCatalogue: Catalogue = { source, where, sink };
