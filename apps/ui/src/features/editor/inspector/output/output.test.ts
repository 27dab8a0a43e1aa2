import { createCompiler, type OutputProperties, parseType, printType, type Relation } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { expect, test } from 'vitest';
import { liftLine, moveLine, renameLine, restoreLine, toggleLine } from './changes.ts';
import { canReturn, type OutputLine, outputLines } from './lines.ts';

const of = (columns: Record<string, string>): Relation => ({
  columns: Object.entries(columns).map(([name, text]) => {
    const parsed = parseType(text);
    return { name, ...('type' in parsed ? { type: parsed.type } : {}) };
  }),
  changelog: { mode: 'append' },
});
const flat = of({ a: 'INT', b: 'INT', c: 'INT' });
const orders = of({ id: 'STRING', customer: 'ROW<name STRING, address ROW<city STRING, zip STRING>>', name: 'INT' });

const show = (line: OutputLine): string => {
  const fields = line.fields.length > 0 ? `(${line.fields.map(show).join(' ')})` : '';
  return `${line.leaves ? '' : '-'}${line.as}${fields}`;
};
const shown = (output: OutputProperties, relation = orders) => outputLines(relation, output).map(show);
/** Lines by name, fields included. */
const find = (output: OutputProperties, name: string, relation = orders): OutputLine => {
  const all = (lines: readonly OutputLine[]): OutputLine[] => lines.flatMap((l) => [l, ...all(l.fields)]);
  const line = all(outputLines(relation, output)).find((l) => l.name === name);
  if (!line) throw new Error(`no line ${name}`);
  return line;
};

test('properties are kept, removed, renamed and ordered', () => {
  const renamed = renameLine({ order: ['c', 'b'] }, find({}, 'b', flat), 'beta');
  expect(renamed).toEqual({ order: ['c', 'beta'], rename: { b: 'beta' } });
  expect(shown(renamed, flat)).toEqual(['c', 'beta', 'a']);
  expect(shown(toggleLine(renamed, find(renamed, 'c', flat)), flat)).toEqual(['-c', 'beta', 'a']);
  const without = toggleLine({}, find({}, 'a', flat));
  expect(toggleLine(without, find(without, 'a', flat))).toEqual({ remove: [] });
  expect(renameLine(renamed, find(renamed, 'b', flat), 'b').rename).toEqual({});
  expect(restoreLine(renamed, find(renamed, 'b', flat))).toEqual({ order: ['c', 'b'], rename: {} });
  expect(moveLine({}, outputLines(flat, {}), 2, -1).order).toEqual(['a', 'c', 'b']);
});

test('fields are renamed in their row, whatever they are called', () => {
  const output = renameLine({}, find({}, 'customer.address.zip'), 'post.code');
  expect(output.rename).toEqual({ 'customer.address.zip': 'customer.address.post.code' });
  expect(shown(output)).toEqual(['id', 'customer(name address(city post.code))', 'name']);
  expect(renameLine(output, find(output, 'customer.address.zip'), 'zip').rename).toEqual({});
});

test('a row without fields leaves no more, and comes back with them', () => {
  const one = toggleLine({}, find({}, 'customer.address.zip'));
  const both = toggleLine(one, find(one, 'customer.address.city'));
  expect(shown(both)).toEqual(['id', 'customer(name -address(-city -zip))', 'name']);
  expect(toggleLine(both, find(both, 'customer.address'))).toEqual({ remove: [] });
});

test('a field that is lifted out stands among the properties, under a name that is free', () => {
  const lifted = liftLine({}, find({}, 'customer.name'), outputLines(orders, {}));
  expect(lifted.rename).toEqual({ 'customer.name': 'name 2' });
  expect(shown(lifted)).toEqual(['id', 'customer(address(city zip))', 'name 2', 'name']);
  const moved = moveLine(lifted, outputLines(orders, lifted), 2, -1);
  const renamed = renameLine(moved, find(moved, 'customer.name'), 'buyer');
  expect(shown(renamed)).toEqual(['id', 'buyer', 'customer(address(city zip))', 'name']);
  expect(restoreLine(renamed, find(renamed, 'customer.name'))).toEqual({
    order: ['id', 'customer', 'name'],
    rename: {},
  });
});

test('a row that gave all its fields away cannot be kept again', () => {
  const rename = { 'customer.name': 'n', 'customer.address': 'where' };
  expect(shown({ rename })).toEqual(['id', '-customer', 'n', 'where(city zip)', 'name']);
  expect(canReturn(find({ rename }, 'customer'))).toBe(false);
  expect(shown({ rename, remove: ['customer'] })).toEqual(['id', '-customer', 'n', 'where(city zip)', 'name']);
});

test('a field whose path is the name of a property is out of reach', () => {
  const relation = of({ a: 'ROW<b INT, `a.b` INT>', 'a.b': 'INT' });
  expect(find({}, 'a', relation).fields.map((f) => f.reachable)).toEqual([false, true]);
  const awkward = find({}, 'a.a.b', relation);
  expect(liftLine({}, awkward, outputLines(relation, {})).rename).toEqual({ 'a.a.b': 'a b' });
});

test('what the lines say is what the compiler does', () => {
  const output = {
    remove: ['customer.address', 'customer.tags', 'id'],
    rename: {
      'customer.address.geo.lat': 'lat',
      'customer.address.geo': 'where',
      'customer.name': 'customer.full',
      name: 'n',
    },
    order: ['n', 'lat'],
  };
  const columns = [
    { name: 'id', type: 'STRING' },
    { name: 'customer', type: 'ROW<name STRING, address ROW<city STRING, geo ROW<lat INT, lon INT>>, tags STRING>' },
    { name: 'name', type: 'STRING' },
  ];
  const node = { type: 'kafka-source', config: { connection: 'c', topic: 't', columns }, output };
  const { typed } = createCompiler(catalogue).compile(
    { apiVersion: 'headrace.dev/v1alpha1', kind: 'Flow', metadata: { name: 'f' }, spec: { nodes: { node } } },
    { connections: [{ name: 'c', kind: 'kafka', bootstrapServers: 'kafka:9092' }] },
  );
  const leaving = (line: OutputLine): string => {
    const fields = line.fields.filter((f) => f.leaves).map(leaving);
    return fields.length > 0
      ? `${line.as} ROW<${fields.join(', ')}>`
      : `${line.as} ${line.type && printType(line.type)}`;
  };
  const { beforeOutput, outputs } = typed.nodes.get('node') ?? {};
  const lines = outputLines(beforeOutput?.out as Relation, output).filter((line) => line.leaves);
  const given = outputs?.out?.columns.map((c) => `${c.name} ${c.type && printType(c.type).replaceAll('`', '')}`);
  expect(lines.map(leaving)).toEqual(given);
  expect(given).toContain('where ROW<lon INT>');
});
