import type { FoundSchema } from '@headrace/api';
import type { FlowDocument } from '@headrace/flow';
import { beforeEach, expect, test } from 'vitest';
import { DocumentModel } from '../document/document-model.ts';
import { setValue } from '../document/operations/config.ts';
import { removeItems } from '../document/operations/items.ts';
import { fillColumns } from './fill-columns.ts';

const flow = (config: Record<string, unknown>): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { orders: { type: 'kafka-source', config: { connection: 'local', topic: 'ORDERS', ...config } } } },
});
const schema = {
  columns: [
    { name: 'id', type: 'BIGINT', example: '1' },
    { name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'sql', example: '2026-04-07 08:00:00' },
  ],
  eventTime: 'at',
} as unknown as FoundSchema;

let answers: ((found: FoundSchema) => void)[];
const resources = { schema: () => new Promise<FoundSchema>((resolve) => answers.push(resolve)) };
beforeEach(() => {
  answers = [];
});
const configOf = (model: DocumentModel) => model.current.spec.nodes.orders?.config;

test('fills in what recent messages have, in one gesture', async () => {
  const model = new DocumentModel(flow({}));
  const filled = fillColumns(model, 'orders', resources);
  answers[0]?.(schema);
  await filled;
  expect(configOf(model)).toMatchObject({
    columns: [
      { name: 'id', type: 'BIGINT' },
      { name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'sql' },
    ],
    eventTime: { from: 'column', column: 'at' },
  });
  model.undo();
  expect(model.current).toEqual(flow({}));
});

test.each([
  ['another topic was chosen', (model: DocumentModel) => setValue(model, 'orders', ['config', 'topic'], 'OTHER')],
  ['a column was added', (model: DocumentModel) => setValue(model, 'orders', ['config', 'columns'], [{ name: 'x' }])],
  ['the node was deleted', (model: DocumentModel) => removeItems(model, { nodes: ['orders'], comments: [] })],
  ['the flow was left', (model: DocumentModel) => model.load(undefined)],
])('leaves all as it is when meanwhile %s', async (_, change) => {
  const model = new DocumentModel(flow({}));
  const filled = fillColumns(model, 'orders', resources);
  change(model);
  const before = model.opened;
  answers[0]?.(schema);
  await filled;
  expect(model.opened).toBe(before);
});

test('asks nothing where columns are there, or no topic', async () => {
  await fillColumns(new DocumentModel(flow({ columns: [{ name: 'id' }] })), 'orders', resources);
  await fillColumns(new DocumentModel(flow({ topic: undefined })), 'orders', resources);
  expect(answers).toEqual([]);
});

test('fills in nothing where messages cannot be read', async () => {
  const model = new DocumentModel(flow({}));
  await fillColumns(model, 'orders', { schema: () => Promise.reject(new Error('away')) });
  expect(model.current).toEqual(flow({}));
});
