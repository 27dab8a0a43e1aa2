import type { FlowDocument } from '@headrace/flow';
import { openKafka } from '@headrace/kafka';
import { expect, inject, test } from 'vitest';
import { compileWithTypes, rowsOf } from '../../support/trial.ts';

const engine = inject('engine');

/** What would end an identifier or a literal, were it not quoted. */
const names = [
  "o'clock",
  'back`tick',
  'semi; --',
  '/* no comment */',
  'new\nline',
  'tab\there',
  '日本 💧',
  'SELECT',
  '"double"',
  'a.b',
  '{x}$',
  '\\n',
  ' ',
  '%s',
];

test('names of every kind are names to the real planner, of nodes, of properties and in texts', async () => {
  const kafka = openKafka(engine.bootstrapServers);
  await kafka.ensureTopics([{ name: 'hostile', partitions: 1 }]);
  const columns = names.filter((n) => !/[\n\t]/.test(n) && n.trim() !== '');
  await kafka.send([
    {
      topic: 'hostile',
      key: null,
      value: JSON.stringify(Object.fromEntries(columns.map((c, i) => [c, `value ${i}`]))),
    },
  ]);
  await kafka.close();
  const nodes: FlowDocument['spec']['nodes'] = {
    source: {
      type: 'kafka-source',
      config: { connection: 'local', topic: 'hostile', columns: columns.map((name) => ({ name, type: 'STRING' })) },
    },
  };
  let before = 'source';
  for (const name of names) {
    const value = name.replaceAll("'", "''");
    nodes[name] = {
      type: 'transform',
      from: before,
      config: { properties: [{ name: `${name} again`, expression: `'${value}'` }] },
    };
    before = name;
  }
  const document: FlowDocument = {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: "h'o;s`tile" },
    spec: { nodes },
  };
  const typed = await compileWithTypes(engine, document);
  expect(typed.compiled.diagnostics).toEqual([]);
  const rows = await rowsOf(engine, typed);
  const last = rows[before]?.[0] ?? [];
  expect(last.slice(0, columns.length)).toEqual(columns.map((_, i) => `value ${i}`));
  expect(last.slice(columns.length + 1)).toEqual(names);
});
