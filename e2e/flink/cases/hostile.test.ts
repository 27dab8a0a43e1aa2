import { type FlowDocument, quoteIdentifier } from '@headrace/flow';
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

test('names of fields are names too, where a row is put together anew and where a field is lifted out', async () => {
  const fields = names.filter((n) => !/[\n\t]/.test(n) && n.trim() !== '');
  const kafka = openKafka(engine.bootstrapServers);
  await kafka.ensureTopics([{ name: 'hostile-fields', partitions: 1 }]);
  const row = Object.fromEntries(fields.map((f, i) => [f, `value ${i}`]));
  await kafka.send([{ topic: 'hostile-fields', key: null, value: JSON.stringify({ 'r.o`w': row }) }]);
  await kafka.close();
  const type = `ROW<${fields.map((f) => `${quoteIdentifier(f)} STRING`).join(', ')}>`;
  const [removed, lifted, ...others] = fields as [string, string, ...string[]];
  const nodes: FlowDocument['spec']['nodes'] = {
    source: {
      type: 'kafka-source',
      config: { connection: 'local', topic: 'hostile-fields', columns: [{ name: 'r.o`w', type }] },
      output: {
        remove: [`r.o\`w.${removed}`, 'event_time'],
        rename: Object.fromEntries([
          [`r.o\`w.${lifted}`, "'; lifted` --"],
          ...others.map((f) => [`r.o\`w.${f}`, `r.o\`w.${f} again`]),
        ]),
      },
    },
  };
  const metadata = { name: 'hostile-fields' };
  const typed = await compileWithTypes(engine, {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata,
    spec: { nodes },
  });
  expect(typed.compiled.diagnostics).toEqual([]);
  const [rebuilt, out] = (await rowsOf(engine, typed)).source?.[0] ?? [];
  expect(out).toBe('value 1');
  expect(JSON.parse(rebuilt as string)).toEqual(
    Object.fromEntries(others.map((f, i) => [`${f} again`, `value ${i + 2}`])),
  );
});
