import type { FlowDocument } from '@headrace/flow';
import { afterEach, expect, test } from 'vitest';
import {
  currentDocument,
  endGesture,
  gesture,
  loadDocument,
  onDocumentChange,
  redo,
  renameGesture,
  undo,
} from './store.ts';

const empty: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { a: { type: 'filter', config: { expression: 'x' } } }, layout: { a: { x: 0, y: 0 } } },
};

const type = (text: string) =>
  gesture(
    'Type',
    (draft) => {
      draft.spec.nodes.a = { type: 'filter', config: { expression: text } };
    },
    'a/expression',
  );
const expression = () => currentDocument().spec.nodes.a?.config?.expression;

afterEach(() => loadDocument(undefined));

test('letters typed into a field are undone in one step', () => {
  loadDocument(empty);
  for (const text of ['xy', 'xyz']) type(text);
  undo();
  expect(currentDocument()).toEqual(empty);
  redo();
  expect(expression()).toBe('xyz');
});

test('leaving the field ends the gesture', () => {
  loadDocument(empty);
  type('xy');
  endGesture();
  type('xyz');
  undo();
  expect(expression()).toBe('xy');
});

test('a new gesture forgets what was undone', () => {
  loadDocument(empty);
  type('one');
  undo();
  type('two');
  redo();
  expect(expression()).toBe('two');
});

test('a gesture that changes nothing is none', () => {
  loadDocument(empty);
  let told = 0;
  const stop = onDocumentChange(() => told++);
  gesture('Move', (draft) => {
    draft.metadata.name = 'f';
  });
  stop();
  expect(told).toBe(0);
});

test('listeners are told the edits of a gesture, of its undo and of its redo', () => {
  loadDocument(empty);
  const told: unknown[] = [];
  const stop = onDocumentChange((_, edits) => told.push(edits));
  gesture('Name', (draft) => {
    draft.metadata.name = 'g';
  });
  undo();
  redo();
  stop();
  const path = ['metadata', 'name'];
  expect(told).toEqual([[{ path, value: 'g' }], [{ path, value: 'f' }], [{ path, value: 'g' }]]);
});

test('a renamed key keeps its place, and undo renames it back', () => {
  loadDocument({ ...empty, spec: { nodes: { a: { type: 'filter' }, b: { type: 'filter' } } } });
  const path = (name: string) => ['spec', 'nodes', name];
  const told: unknown[] = [];
  const stop = onDocumentChange((_, edits) => told.push(edits));
  renameGesture('Rename', [{ path: path('a'), rename: 'c' }], [{ path: path('c'), rename: 'a' }]);
  expect(Object.keys(currentDocument().spec.nodes)).toEqual(['c', 'b']);
  undo();
  stop();
  expect(Object.keys(currentDocument().spec.nodes)).toEqual(['a', 'b']);
  expect(told[1]).toEqual([{ path: path('c'), rename: 'a' }]);
});
