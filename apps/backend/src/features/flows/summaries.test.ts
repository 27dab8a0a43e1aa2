import type { Run } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { FlowReader } from '../../reading/flow-reader.ts';
import type { Flow } from './flow.ts';
import { Summaries } from './summaries.ts';

const local = { name: 'local', kind: 'kafka', bootstrapServers: '127.0.0.1:9092' } as const;
const summaries = new Summaries(
  new FlowReader(),
  () => [local],
  () => [],
);
const flow = (text: string): Flow => ({
  id: text,
  name: 'a',
  version: 3,
  text,
  updatedAt: 1,
  deletedAt: null,
  trusted: true,
});
const source = `    orders: {type: kafka-source, config: {connection: local, topic: ORDERS, columns: [{name: id, type: STRING}]}}`;
const filter = (expression: string) => `    some: {type: filter, from: orders, config: {expression: "${expression}"}}`;
const text = (...nodes: string[]) =>
  `apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: a}\nspec:\n  nodes:\n${nodes.join('\n')}\n`;

describe('state', () => {
  test.each([
    ['an empty flow', newFlowText('a'), 'draft'],
    ['a filter without a condition', text(source, '    some: {type: filter, from: orders}'), 'draft'],
    ['a node of a type that is not there', text(source, '    some: {type: filtre, from: orders}'), 'invalid'],
    ['a whole flow', text(source, filter("id = 'a'")), 'valid'],
    ['a text that is no flow', 'nodes: [', 'invalid'],
  ])('%s', async (_, written, state) => {
    expect((await summaries.of(flow(written), null)).state).toBe(state);
  });

  test('a run has the last word while it is active, or the flow unchanged', async () => {
    const run = (state: Run['state'], flowVersion: number) => ({ state, flowVersion }) as Run;
    const whole = flow(text(source));
    expect((await summaries.of(whole, run('running', 1))).state).toBe('running');
    expect((await summaries.of(whole, run('failed', 3))).state).toBe('failed');
    expect((await summaries.of(whole, run('failed', 2))).state).toBe('valid');
  });
});

test('the picture has a place for every node', async () => {
  const { picture } = await summaries.of(flow(`${text(source, filter('TRUE'))}  layout: {some: {x: 5, y: 7}}\n`), null);
  expect(picture).toEqual({
    nodes: [
      { name: 'orders', type: 'kafka-source', x: 0, y: 0 },
      { name: 'some', type: 'filter', x: 5, y: 7 },
    ],
    edges: [{ from: 'orders', to: 'some' }],
  });
});
