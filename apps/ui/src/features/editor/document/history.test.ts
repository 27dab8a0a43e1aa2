import type { FlowDocument } from '@headrace/flow';
import { beforeEach, expect, test } from 'vitest';
import { DocumentModel } from './document-model.ts';

let model: DocumentModel;

const empty: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { a: { type: 'filter', config: { expression: 'x' } } }, layout: { a: { x: 0, y: 0 } } },
};

const type = (text: string) =>
  model.gesture(
    'Type',
    (draft) => {
      draft.spec.nodes.a = { type: 'filter', config: { expression: text } };
    },
    'a/expression',
  );
const expression = () => model.current.spec.nodes.a?.config?.expression;

beforeEach(() => {
  model = new DocumentModel(empty);
});

test('letters typed into a field are undone in one step', () => {
  for (const text of ['xy', 'xyz']) type(text);
  model.undo();
  expect(model.current).toEqual(empty);
  model.redo();
  expect(expression()).toBe('xyz');
});

test('leaving the field ends the gesture', () => {
  type('xy');
  model.endGesture();
  type('xyz');
  model.undo();
  expect(expression()).toBe('xy');
});

test('a new gesture forgets what was undone', () => {
  type('one');
  model.undo();
  type('two');
  model.redo();
  expect(expression()).toBe('two');
});

test('a gesture that changes nothing is none', () => {
  let told = 0;
  const stop = model.onChange(() => told++);
  model.gesture('Move', (draft) => {
    draft.metadata.name = 'f';
  });
  stop();
  expect(told).toBe(0);
});

test('listeners are told the edits of a gesture, of its undo and of its redo', () => {
  const told: unknown[] = [];
  const stop = model.onChange((_, edits) => told.push(edits));
  model.gesture('Name', (draft) => {
    draft.metadata.name = 'g';
  });
  model.undo();
  model.redo();
  stop();
  const path = ['metadata', 'name'];
  expect(told).toEqual([[{ path, value: 'g' }], [{ path, value: 'f' }], [{ path, value: 'g' }]]);
});

test('a renamed key keeps its place, and undo renames it back', () => {
  model.load({ ...empty, spec: { nodes: { a: { type: 'filter' }, b: { type: 'filter' } } } });
  const path = (name: string) => ['spec', 'nodes', name];
  const told: unknown[] = [];
  const stop = model.onChange((_, edits) => told.push(edits));
  model.renameGesture('Rename', [{ path: path('a'), rename: 'c' }], [{ path: path('c'), rename: 'a' }]);
  expect(Object.keys(model.current.spec.nodes)).toEqual(['c', 'b']);
  model.undo();
  stop();
  expect(Object.keys(model.current.spec.nodes)).toEqual(['a', 'b']);
  expect(told[1]).toEqual([{ path: path('c'), rename: 'a' }]);
});
