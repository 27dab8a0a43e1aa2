import type { FlowDocument } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { beforeEach, expect, test } from 'vitest';
import { DocumentModel } from '../document-model.ts';
import { copyItems, pasteItems } from './clipboard.ts';
import { connect, disconnect, feedReplaced, feedWith, feedWithout, isFedBy } from './connections.ts';
import { moveItems, removeItems } from './items.ts';
import { arrange } from './layout.ts';
import { addNode } from './nodes.ts';

const flow: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: {
    nodes: {
      orders: { type: 'kafka-source' },
      emea: { type: 'filter', from: 'orders' },
      'emea.unmatched': { type: 'filter', from: 'orders' },
      rest: { type: 'filter', from: 'emea.unmatched' },
    },
    layout: { orders: { x: 0, y: 0 } },
  },
};
const nodes = () => model.current.spec.nodes;
let model: DocumentModel;
beforeEach(() => {
  model = new DocumentModel(flow);
});

test('a new node gets a free name', () => {
  expect(addNode(model, 'emea', { type: 'filter' }, { x: 1.4, y: 2.6 })).toBe('emea 2');
  expect(addNode(model, 'emea 2', { type: 'filter' }, { x: 0, y: 0 })).toBe('emea 3');
  expect(model.current.spec.layout?.['emea 2']).toEqual({ x: 1, y: 3 });
});

test('a node is put into a connection in one step', () => {
  const before = model.current;
  addNode(model, 'between', { type: 'filter', from: 'orders' }, { x: 0, y: 0 }, { node: 'emea', port: 'in' });
  expect(nodes().emea?.from).toBe('between');
  expect(nodes()['emea.unmatched']?.from).toBe('orders');
  model.undo();
  expect(model.current).toEqual(before);
});

test.each([
  [undefined, 'in', 'new'],
  ['old', 'in', 'new'],
  [['a', 'b', 'c'], '2', ['a', 'new', 'c']],
  [{ left: 'a', right: 'b' }, 'right', { left: 'a', right: 'new' }],
])('of what feeds a node (%o) the connection at %s comes from elsewhere', (feed, port, after) => {
  expect(feedReplaced(feed, port, 'new')).toEqual(after);
});

test('deleting a node takes its connections, and undo brings all back', () => {
  removeItems(model, { nodes: ['orders'], comments: [] });
  expect(nodes().emea?.from).toBeUndefined();
  expect(nodes().rest?.from).toBe('emea.unmatched');
  model.undo();
  expect(model.current).toEqual(flow);
});

test("a reference with a dot names the node of that whole name before another's port", () => {
  removeItems(model, { nodes: ['emea'], comments: [] });
  expect(nodes().rest?.from).toBe('emea.unmatched');
  removeItems(model, { nodes: ['emea.unmatched'], comments: [] });
  expect(nodes().rest?.from).toBeUndefined();
});

test('connecting replaces a single input', () => {
  connect(model, { node: 'emea', port: 'unmatched' }, { node: 'rest', port: 'in' }, catalogue.filter);
  expect(nodes().rest?.from).toBe('emea.unmatched');
  disconnect(model, [{ node: 'rest', port: 'in' }]);
  expect(nodes().rest).toEqual({ type: 'filter' });
});

test('several named inputs, and any number of inputs', () => {
  const join = {
    ...catalogue.filter,
    inputs: {
      kind: 'named',
      ports: [
        { name: 'left', title: '' },
        { name: 'right', title: '' },
      ],
    },
  };
  const union = { ...catalogue.filter, inputs: { kind: 'many', min: 2 } };
  expect(feedWith(join as never, 'a', 'right', 'b')).toEqual({ left: 'a', right: 'b' });
  expect(feedWith(union as never, ['a'], '*', 'b')).toEqual(['a', 'b']);
  expect(feedWith(union as never, ['a'], '*', 'a')).toEqual(['a']);
  expect(feedWithout({ left: 'a', right: 'b' }, 'left')).toEqual({ right: 'b' });
  expect(feedWithout(['a', 'b', 'c'], '2')).toEqual(['a', 'c']);
  expect(feedWithout(['a'], '1')).toBeUndefined();
});

test('what a node is fed by is found over any way, circles included', () => {
  const feeds: Record<string, string[]> = { c: ['b'], b: ['a', 'c'], a: [] };
  const document = { ...flow, spec: { nodes: { a: { type: '' }, b: { type: '' }, c: { type: '' }, d: { type: '' } } } };
  expect(isFedBy(document, 'c', 'a', (n) => feeds[n] ?? [])).toBe(true);
  expect(isFedBy(document, 'c', 'd', (n) => feeds[n] ?? [])).toBe(false);
});

test('copies are connected among themselves, and to what they were fed by', () => {
  const { nodes: names } = pasteItems(
    model,
    copyItems(flow, { nodes: ['emea', 'emea.unmatched', 'rest'], comments: [] }),
  );
  expect(names).toEqual(['emea 2', 'emea.unmatched 2', 'rest 2']);
  expect(nodes()['rest 2']?.from).toBe('emea.unmatched 2');
  expect(nodes()['emea 2']?.from).toBe('orders');
});

test('a text that is something else pastes nothing', () => {
  for (const text of ['hello', '{"a":1}', '', 'null'])
    expect(pasteItems(model, text)).toEqual({ nodes: [], comments: [] });
  expect(model.current).toBe(flow);
});

test('a move to the same place is no gesture', () => {
  moveItems(model, { nodes: new Map([['orders', { x: 0.2, y: 0 }]]), comments: new Map() });
  expect(model.current).toBe(flow);
});

test('nodes are arranged in the direction of the events and do not overlap', () => {
  const size = { width: 200, height: 80 };
  const sizes = new Map(['a', 'b', 'c', 'constructor'].map((name) => [name, size]));
  const places = arrange(sizes, [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'c', to: 'constructor' },
  ]);
  const x = (name: string) => places.get(name)?.x ?? Number.NaN;
  expect(x('b')).toBeGreaterThanOrEqual(x('a') + size.width);
  expect(x('constructor')).toBeGreaterThan(x('c'));
  expect(Math.abs((places.get('b')?.y ?? 0) - (places.get('c')?.y ?? 0))).toBeGreaterThanOrEqual(size.height);
});
