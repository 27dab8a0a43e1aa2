import { describe, expect, test } from 'vitest';
import type { FlowDocument } from './schema.ts';
import { UnknownKeys } from './unknown-keys.ts';

const flow = (rest: object = {}, spec: object = {}, node: object = {}): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { orders: { type: 'source', ...node } }, ...spec },
  ...rest,
});
const told = (document: FlowDocument) =>
  new UnknownKeys()
    .of(document)
    .map(({ message, place }) => [place.node ?? '', (place.path ?? []).join('.'), message] as const);

describe('a key without a meaning is reported where it stands', () => {
  test.each([
    ['at the top', flow({ later: 1 }), ['', 'later', "A flow has no key 'later'; it has no effect. Remove it."]],
    [
      'under metadata',
      flow({ metadata: { name: 'f', descripton: 'x' } }),
      [
        '',
        'metadata.descripton',
        "A flow has no key 'descripton' under metadata; it has no effect. Did you mean 'description'?",
      ],
    ],
    [
      'under spec',
      flow({}, { layuot: {} }),
      ['', 'spec.layuot', "A flow has no key 'layuot' under spec; it has no effect. Did you mean 'layout'?"],
    ],
    [
      'in a node',
      flow({}, {}, { verison: 2 }),
      ['orders', 'verison', "A flow has no key 'verison' under 'orders'; it has no effect. Did you mean 'version'?"],
    ],
    [
      'inside a part of a node',
      flow({}, {}, { output: { renam: {} } }),
      ['orders', 'output.renam', "A flow has no key 'renam' under output; it has no effect. Did you mean 'rename'?"],
    ],
    [
      'in a position of the layout',
      flow({}, { layout: { orders: { x: 1, y: 2, z: 3 } } }),
      ['', 'spec.layout.orders.z', "A flow has no key 'z' under spec.layout.orders; it has no effect. Remove it."],
    ],
    [
      'in a note on the canvas',
      flow({}, { comments: { c: { text: '', x: 0, y: 0, width: 1, height: 1, colour: 'red' } } }),
      ['', 'spec.comments.c.colour', "A flow has no key 'colour' under spec.comments.c; it has no effect. Remove it."],
    ],
  ])('%s', (_, document, expected) => expect(told(document)).toEqual([expected]));
});

describe('no key is reported', () => {
  test.each([
    [
      'of a configuration, which belongs to the type of the node',
      flow({}, {}, { config: { anything: { at: 'all' } } }),
    ],
    [
      'of names that people choose',
      flow({}, { nodes: { layuot: { type: 'source' } }, layout: { form: { x: 1, y: 2 } } }),
    ],
    ['that objects inherit', flow({}, { nodes: { constructor: { type: 'source', from: { toString: 'x' } } } })],
    [
      'of a document that has all its parts',
      flow({}, { layout: {}, comments: {} }, { version: 2, from: 'x', output: {} }),
    ],
  ])('%s', (_, document) => expect(told(document)).toEqual([]));
});

test('a key that is there already is not proposed for another', () => {
  const hint = (document: FlowDocument) => told(document).map(([, , message]) => message.split('; ')[1]);
  expect(hint(flow({}, {}, { version: 1, verison: 2 }))).toEqual(['it has no effect. Remove it.']);
  expect(hint(flow({}, { layout: {}, layuot: {} }))).toEqual(['it has no effect. Remove it.']);
});

test('a node that two documents share is reported under the name that it has in each', () => {
  const keys = new UnknownKeys();
  const shared = { type: 'source', form: 'x' };
  const places = (nodes: FlowDocument['spec']['nodes']) => keys.of(flow({}, { nodes })).map((d) => d.place.node);
  expect(places({ a: shared })).toEqual(['a']);
  expect(places({ b: shared, c: shared })).toEqual(['b', 'c']);
  expect(places({ a: { type: 'source' } })).toEqual([]);
});
