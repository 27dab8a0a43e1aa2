import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../../catalogue/testing.ts';
import type { OutputProperties } from '../../document/schema.ts';
import { createCompiler } from '../../plan/compiler.ts';
import type { PortTypes } from '../../plan/port-types.ts';
import { checkQuery } from '../../planner/check-query.ts';
import { previewQuery } from '../../planner/preview-query.ts';
import { printStatement } from '../../sql/print/statement.ts';
import { type DataType, types } from '../../types/data-type.ts';
import { parseType } from '../../types/parse-type.ts';
import { printType } from '../../types/print-type.ts';
import { findColumn } from '../named-column.ts';
import type { Relation } from '../relation.ts';
import { applyOutput, projectOutput } from './apply.ts';
import { checkOutput } from './check.ts';

const type = (text: string): DataType => {
  const parsed = parseType(text);
  if ('type' in parsed) return parsed.type;
  throw new Error(parsed.error);
};
const orders: Relation = {
  columns: [
    { name: 'id', type: types.string },
    { name: 'customer', type: type('ROW<name STRING, email STRING, address ROW<city STRING, zip STRING>>') },
    { name: 'at', type: types.timestamp },
  ],
  eventTime: 'at',
  changelog: { mode: 'append' },
};
const after = (output: OutputProperties, relation = orders) =>
  applyOutput(relation, output).columns.map((c) => `${c.name} ${c.type ? printType(c.type).replaceAll('`', '') : '?'}`);
const faults = (output: OutputProperties, relation = orders) =>
  checkOutput('n', { out: relation }, output).map((d) => `${d.code}: ${d.message}`);

describe('a field by its path', () => {
  test('is removed from its row; a row without fields is removed too', () => {
    expect(after({ remove: ['customer.email', 'customer.address.zip'] })).toEqual([
      'id STRING',
      'customer ROW<name STRING, address ROW<city STRING>>',
      'at TIMESTAMP(3)',
    ]);
    expect(after({ remove: ['customer.address.city', 'customer.address.zip', 'id'] })).toEqual([
      'customer ROW<name STRING, email STRING>',
      'at TIMESTAMP(3)',
    ]);
    expect(after({ remove: ['customer.name', 'customer.email', 'customer.address'] })).toEqual([
      'id STRING',
      'at TIMESTAMP(3)',
    ]);
  });

  test('keeps its place under a new name that begins with the path of its row', () => {
    const rename = { 'customer.name': 'customer.full.name', 'customer.address.zip': 'customer.address.code' };
    expect(after({ rename: { ...rename, customer: 'buyer' } })).toEqual([
      'id STRING',
      'buyer ROW<full.name STRING, email STRING, address ROW<city STRING, code STRING>>',
      'at TIMESTAMP(3)',
    ]);
  });

  test('is lifted out by any other name, also when the property that it was in is removed', () => {
    expect(after({ rename: { 'customer.address.city': 'city' }, order: ['city'] })).toEqual([
      'city STRING',
      'id STRING',
      'customer ROW<name STRING, email STRING, address ROW<zip STRING>>',
      'at TIMESTAMP(3)',
    ]);
    const rename = { 'customer.address.city': 'city', 'customer.address': 'where' };
    expect(after({ remove: ['customer', 'id'], rename })).toEqual([
      'where ROW<zip STRING>',
      'city STRING',
      'at TIMESTAMP(3)',
    ]);
    expect(after({ remove: ['customer.address'], rename })).toContain('city STRING');
    expect(after({ remove: ['customer.address.city'], rename })).not.toContain('city STRING');
  });

  test('comes after a property of exactly that name, and may have dots itself', () => {
    const dotted: Relation = {
      columns: [
        { name: 'a', type: type('ROW<b STRING, `c.d` STRING, c ROW<e STRING>>') },
        { name: 'a.b', type: types.int },
      ],
      changelog: { mode: 'append' },
    };
    expect(after({ remove: ['a.b'] }, dotted)).toEqual(['a ROW<b STRING, c.d STRING, c ROW<e STRING>>']);
    expect(after({ remove: ['a.c.d', 'a.c.e'] }, dotted)).toEqual(['a ROW<b STRING>', 'a.b INT']);
    expect(findColumn(dotted, 'a.c.d')).toMatchObject({ path: ['a', 'c.d'], flat: 'a_c_d' });
    expect(findColumn(dotted, 'a'.repeat(9) + '.b'.repeat(1_000_000))).toBeUndefined();
  });
});

test('renames event time and key with their columns, and removes a key whose fields changed', () => {
  expect(applyOutput(orders, { rename: { at: 'time' } }).eventTime).toBe('time');
  expect(applyOutput(orders, { remove: ['at'] }).eventTime).toBeUndefined();
  const keyed: Relation = { ...orders, changelog: { mode: 'retract', key: ['customer'] } };
  expect(applyOutput(keyed, { remove: ['id'] }).changelog).toEqual({ mode: 'retract', key: ['customer'] });
  expect(applyOutput(keyed, { remove: ['customer.email'] }).changelog).toEqual({ mode: 'retract' });
});

test('reports unknown, repeated and empty names', () => {
  expect(faults({ remove: ['customer.emai'] })).toEqual([
    "output/unknown-property: There is no property 'customer.emai' here. Did you mean 'customer.email'?",
  ]);
  expect(faults({ remove: ['custmer'] })[0]).toContain("Did you mean 'customer'?");
  expect(faults({ rename: { 'customer.address.building': 'x' } })[0]).toContain('It has no effect; remove the entry.');
  expect(faults({ rename: { 'customer.name': 'customer.email' } })).toEqual([
    "output/same-name: Two fields of 'customer' are called 'email'. Rename one of them.",
  ]);
  expect(faults({ rename: { 'customer.name': 'id' } })).toEqual([
    "output/same-name: Two output properties are called 'id'. Rename one of them.",
  ]);
  // Flink holds control characters as pictures of them.
  expect(faults({ rename: { id: 'a\n', at: 'a␊' } })[0]).toContain('output/same-name');
  for (const to of ['', 'customer.'])
    expect(faults({ rename: { 'customer.name': to } })[0]).toContain('output/empty-name');
});

test('rebuilds a row, and keeps NULL rows NULL', () => {
  const query = { kind: 'select', items: [], from: { kind: 'table', name: 't' } } as const;
  const relation = { ...orders, columns: [...orders.columns, { name: 'all_columns' }] };
  const output = { remove: ['customer.email', 'id', 'at'], rename: { 'customer.address.city': 'city' } };
  const { text } = printStatement({ kind: 'query', query: projectOutput(query, relation, output) });
  const address =
    'CASE WHEN `customer`.`address` IS NULL THEN NULL ELSE CAST(ROW(`customer`.`address`.`zip`) AS ROW<`zip` STRING>) END';
  expect(text).toContain(
    `CASE WHEN \`customer\` IS NULL THEN NULL ELSE CAST(ROW(\`customer\`.\`name\`, ${address}) AS ROW<\`name\` STRING, \`address\` ROW<\`zip\` STRING>>) END AS \`customer\``,
  );
  expect(text).toContain('`customer`.`address`.`city` AS `city`');
  expect(text).toContain(') AS `all_columns_`');
});

describe('fields of a property whose type the planner has not determined', () => {
  const connections = [{ name: 'local', kind: 'test' }];
  const compile = (output: OutputProperties, planner: PortTypes = {}) =>
    createCompiler(testCatalogue).compile(
      {
        apiVersion: 'headrace.dev/v1alpha1',
        kind: 'Flow',
        metadata: { name: 'f' },
        spec: {
          nodes: {
            a: { type: 'source', config: { table: 't', columns: ['id', 'item'], types: { item: '?' } }, output },
            reader: { type: 'where', from: 'a', config: { expression: '1 = 1' } },
          },
        },
      },
      { connections, planner },
    );
  const answer = (item: string) => ({
    'a.own': [
      { name: 'id', type: 'STRING' },
      { name: 'item', type: item },
    ],
  });
  const keys = (c: ReturnType<typeof compile>) => c.plan.relations.map((r) => r.key);

  test('need its types, and so do the readers of the node', () => {
    const output = { remove: ['item.sku'], rename: { 'item.price': 'price' } };
    const before = compile(output);
    expect(before.diagnostics).toEqual([]);
    expect([keys(before), before.plan.needsTypes]).toEqual([['a.own'], ['a', 'reader']]);
    expect(checkQuery(before)?.columns).toEqual([
      { port: 'a.own', name: 'id' },
      { port: 'a.own', name: 'item' },
    ]);
    const planner = answer('ROW<`sku` STRING, `price` DOUBLE, `n` INT> NOT NULL');
    const then = compile(output, planner);
    expect([keys(then), then.plan.needsTypes]).toEqual([['a.own', 'a', 'reader', 'reader.rest'], []]);
    expect(then.plan.relations[1]?.relation.columns.map((c) => c.type && printType(c.type))).toEqual([
      'STRING',
      'ROW<`n` INT>',
      'DOUBLE',
    ]);
    const preview = previewQuery(then, { ...planner, a: [] }, { kind: 'now' });
    expect(preview?.ports.map((p) => p.key)).toEqual(['a']);
    expect(preview?.query.text).toContain('`a.own` AS (');
  });

  test('need no types when a field is only lifted out', () => {
    const { plan } = compile({ remove: ['item'], rename: { 'item.price': 'price' } });
    expect([plan.relations[0]?.key, plan.needsTypes]).toEqual(['a', []]);
  });

  test('are checked when the types are known', () => {
    const codes = (output: OutputProperties, item: string) => {
      const { diagnostics, plan } = compile(output, answer(item));
      return [...diagnostics.map((d) => `${d.code}: ${d.message}`), ...plan.needsTypes];
    };
    expect(codes({ remove: ['item.skus'] }, 'ROW<`sku` STRING, `n` INT>')).toEqual([
      "output/unknown-property: There is no property 'item.skus' here. Did you mean 'item.sku'?",
    ]);
    expect(codes({ remove: ['item.sku'] }, 'ROW<`sku` STRING>')[0]).toContain("Nothing is left of 'item'");
    expect(codes({ remove: ['item.sku'] }, "RAW('x', 'y')")[0]).toContain('a type that has no fields to change');
    expect(codes({ remove: ['item.sku'] }, 'ROW<`sku` STRING>')).toContain('reader');
  });
});
