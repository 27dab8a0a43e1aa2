// @vitest-environment happy-dom
import type { FoundSchema } from '@headrace/api';
import { addGenerator } from '@headrace/connections/testing';
import { newFlowText } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { act } from 'react';
import { beforeAll, expect, test } from 'vitest';
import { render } from '../../../lib/testing/render.ts';
import { typeOf } from '../catalogue.ts';
import { DocumentModel } from '../document/document-model.ts';
import { fillColumns } from '../inspector/fill-columns.ts';
import { runSentence } from '../runs/run-sentence.ts';
import { TestPage } from '../testing/test-editor.ts';
import { type FormContext, FormProvider } from './context.ts';
import { SchemaForm } from './form.tsx';
import { type FormResources, ResourcesProvider } from './resources.ts';

beforeAll(() => addGenerator(catalogue));

const found = {
  columns: [{ name: 'id', type: 'BIGINT', example: '1' }],
  eventTime: 'id',
  messages: 1,
} as unknown as FoundSchema;

const connections = [
  { name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' },
  { name: 'numbers', kind: 'generator', series: ['even'] },
];
const asked: string[] = [];
const resources: FormResources = {
  useConnections: () => ({ data: connections, isFetching: false, error: null }),
  useResources: (connection) => {
    asked.push(`resources of ${connection}`);
    return { data: [{ name: 'even', rate: 10 }], isFetching: false, error: null };
  },
  useSchema: (connection, resource) => {
    asked.push(`schema of ${connection} ${resource}`);
    return { data: found, isFetching: false, error: null };
  },
  schema: async () => found,
  createResource: async (connection, resource) => {
    asked.push(`create ${connection} ${resource}`);
  },
};
const flow = (config: Record<string, unknown>) =>
  ({
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes: { in: { type: 'generator-source', config } } },
  }) as const;

async function formOf(config: Record<string, unknown>) {
  asked.length = 0;
  const changes: unknown[] = [];
  const type = typeOf('generator-source');
  if (!type) throw new Error('the type is not in the catalogue');
  const form: FormContext = {
    idPrefix: 'form',
    node: 'in',
    config,
    inputs: {},
    own: undefined,
    declared: [],
    addressOf: (connection) => type.connects?.address(connection),
    diagnostics: [],
    samples: () => ({}),
    recent: () => ({}),
    change: (path, value) => changes.push([path, value]),
    changeAll: (values) => changes.push(...values),
    decided: () => {},
    left: () => {},
  };
  const page = await render(
    <ResourcesProvider value={resources}>
      <FormProvider value={form}>
        <SchemaForm schema={type.config} />
      </FormProvider>
    </ResourcesProvider>,
  );
  return { page, changes };
}

test('a form offers the connections of its kind, and what the chosen one holds', async () => {
  const { page, changes } = await formOf({ from: 'numbers', which: 'seven', read: [] });
  const options = [...page.element.querySelectorAll('select option')].map((option) => option.textContent);
  expect(options).toEqual(['numbers (generator:even)']);
  expect(asked).toContain('resources of numbers');
  expect(asked).toContain('schema of numbers seven');
  expect(page.text()).toContain('There is no series seven yet.');
  await act(async () => page.button('Create it').click());
  expect(asked).toContain('create numbers seven');
  await act(async () => page.button('Read all').click());
  // The source has no field for an event time.
  expect(changes).toEqual([[['read'], [{ name: 'id', type: 'BIGINT' }]]]);
});

test('properties are filled in from what the resource holds', async () => {
  const model = new DocumentModel(flow({ from: 'numbers', which: 'even' }));
  await fillColumns(model, 'in', resources);
  expect(model.current.spec.nodes.in?.config).toEqual({
    from: 'numbers',
    which: 'even',
    read: [{ name: 'id', type: 'BIGINT' }],
  });
});

test('a run says what it reads', () => {
  expect(runSentence(flow({ from: 'numbers', which: 'even', read: [{ name: 'id', type: 'BIGINT' }] })).reads).toBe(
    'even',
  );
  expect(runSentence(flow({ from: 'numbers' })).reads).toBe('in');
});

test('a new node takes the only connection of its kind', async () => {
  const page = new TestPage();
  page.server.registered = connections;
  page.server.put('a', newFlowText('a'));
  const { editor } = await page.open('a');
  const { createNode } = await import('../create-node.ts');
  const type = typeOf('generator-source');
  if (!type) throw new Error('the type is not in the catalogue');
  const name = createNode(editor, type, { x: 0, y: 0 });
  expect(editor.document.current.spec.nodes[name]?.config).toEqual({ from: 'numbers' });
});
