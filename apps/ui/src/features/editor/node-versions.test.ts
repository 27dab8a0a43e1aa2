import type { ConfigMigration, NodeType } from '@headrace/flow';
import { beforeEach, expect, test, vi } from 'vitest';
import { configOf } from './catalogue.ts';
import { setOutput, setValue } from './document/operations/config.ts';
import { TestPage } from './testing/test-editor.ts';

/** The catalogue with a filter of version 2, which calls its expression `condition`. */
const filterOfVersion2 = vi.hoisted(() => ({
  migrate: (() => [{ path: ['expression'], rename: 'condition' }]) as ConfigMigration,
}));
vi.mock('@headrace/nodes', async (original) => {
  const { catalogue } = await original<typeof import('@headrace/nodes')>();
  const { z } = await import('zod');
  const filter = catalogue.filter as NodeType<{ expression: string }>;
  const { shape } = filter.config as unknown as import('zod').ZodObject;
  const old = ({ condition }: { condition: string }) => ({ expression: condition });
  const changed = {
    ...filter,
    config: z.object({ condition: shape.expression as import('zod').ZodType }),
    migrations: [(config: Record<string, unknown>) => filterOfVersion2.migrate(config)],
    summary: (config: { condition: string }) => filter.summary(old(config)),
    infer: (context: { config: { condition: string } }) =>
      filter.infer({ ...context, config: old(context.config) } as never),
    lower: (context: { config: { condition: string } }) =>
      filter.lower({ ...context, config: old(context.config) } as never),
  };
  return { catalogue: { ...catalogue, filter: changed } };
});

const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata:
  name: f
spec:
  nodes:
    orders:
      type: kafka-source
      config:
        connection: local
        topic: ORDERS
        columns: [{name: region, type: STRING}]
    first:
      type: filter
      from: orders
      config:
        # agreed with sales
        expression: region = 'EMEA' # for now
    second:
      type: filter
      from: orders
      config:
        expression: region = 'NA'
`;
const upgradedFirst = text.replace(
  `        # agreed with sales
        expression: region = 'EMEA' # for now
`,
  `        # agreed with sales
        condition: region = 'SA' # for now
      version: 2
`,
);

let page: TestPage;
const saved = () => page.server.flows.get('a')?.text;

async function openFlow() {
  const editor = await page.open('a');
  await page.clock.advance(100);
  return editor;
}

beforeEach(() => {
  filterOfVersion2.migrate = () => [{ path: ['expression'], rename: 'condition' }];
  page = new TestPage();
  page.server.put('a', text);
});

test('nodes of an older version are compiled and shown in the new one, and nothing is written', async () => {
  const a = await openFlow();
  expect(a.problems).toEqual([]);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'EMEA'");
  expect(configOf(a.document.spec.nodes.first)).toEqual({ condition: "region = 'EMEA'" });
  await a.wait(10_000);
  expect(page.server.saves).toEqual([]);
  expect(a.document.spec.nodes.first).not.toHaveProperty('version');
});

test('a change writes the new version of that node alone, with its comments; undo gives the text back', async () => {
  const a = await openFlow();
  a.write('first', 'condition', "region = 'SA'");
  await a.wait(2000);
  expect(saved()).toBe(upgradedFirst);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'SA'");
  a.press('undo');
  await a.wait(2000);
  expect(saved()).toBe(text);
  expect(a.problems).toEqual([]);
  a.press('redo');
  await a.wait(2000);
  expect(saved()).toBe(upgradedFirst);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'SA'");
});

test('letters that are typed into a field of an older node are one step with the new version', async () => {
  const a = await openFlow();
  for (const typed of ['r', 're', 'reg', "region = 'SA'"])
    setValue(a.editor.document, 'first', ['config', 'condition'], typed);
  await a.wait(2000);
  expect(saved()).toBe(upgradedFirst);
  a.press('undo');
  await a.wait(2000);
  expect(saved()).toBe(text);
  expect(a.editor.document.store.getState().history.done).toEqual([]);
});

test('a change of anything but the settings leaves their version as it is', async () => {
  const a = await openFlow();
  a.move('first', 10, 20);
  setOutput(a.editor.document, 'first', { rename: { region: 'area' } });
  a.connect('first', 'second');
  await a.wait(2000);
  expect(saved()).toContain("expression: region = 'EMEA' # for now");
  expect(saved()).not.toContain('version: 2');
});

test('a new node has the new version', async () => {
  const a = await openFlow();
  const name = a.drag('filter');
  expect(a.document.spec.nodes[name]?.version).toBe(2);
  const other = a.drag('transform');
  expect(a.document.spec.nodes[other]).not.toHaveProperty('version');
});

test('settings of a newer version are a problem whose fix reads them as the known one', async () => {
  page.server.put('a', upgradedFirst.replace('version: 2', 'version: 3'));
  const a = await openFlow();
  expect(a.problems).toEqual(['config/newer-version']);
  const fix = a.editor.analysis.state.diagnostics[0]?.fix;
  setValue(a.editor.document, 'first', fix?.path ?? [], fix?.value);
  await a.wait(2000);
  expect(saved()).toBe(upgradedFirst);
  expect(a.problems).toEqual([]);
});

test('a migration that throws is said to be a fault of Headrace, and the document stays as it is', async () => {
  const a = await openFlow();
  filterOfVersion2.migrate = () => {
    throw new TypeError('a bug');
  };
  a.write('orders', 'topic', 'RETURNS');
  await a.wait(2000);
  expect(a.problems).toContain('compiler/failed');
  // The form asks for the settings too: its error boundary shows this exception.
  expect(() => configOf(a.document.spec.nodes.first)).toThrow('a bug');
  expect(() => a.write('first', 'condition', 'x')).toThrow('a bug');
  await a.wait(2000);
  expect(saved()).toBe(text.replace('topic: ORDERS', 'topic: RETURNS'));
  filterOfVersion2.migrate = () => [{ path: ['expression'], rename: 'condition' }];
  a.write('orders', 'topic', 'ORDERS');
  await a.wait(2000);
  expect(a.problems).toEqual([]);
});
