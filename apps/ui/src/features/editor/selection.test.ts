// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './commands.ts';
import { addComment } from './document/operations/comments.ts';
import { copySelection, cutSelection, deleteSelection, hasCopied, paste, pasteCopied } from './selection.ts';
import { type TestEditor, TestPage } from './testing/test-editor.ts';

const text = (name: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    some: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
    rest: {type: filter, from: some.unmatched, config: {expression: "TRUE"}}
  layout:
    orders: {x: 0, y: 0}
    some: {x: 300, y: 0}
    rest: {x: 600, y: 100}
`;

let page: TestPage;
let a: TestEditor;
let b: TestEditor;
beforeEach(async () => {
  page = new TestPage();
  page.server.put('a', text('a'));
  page.server.put('b', text('b'));
  [a, b] = [await page.open('a'), await page.open('b')];
  await page.clock.advance(100);
});

const said = (editor: TestEditor) => editor.editor.ui.state.said;
const undoable = (editor: TestEditor) => editor.editor.document.store.getState().history.done.length;

test('what is copied in one flow is pasted into another, connected among itself, and selected there', () => {
  a.select('some', 'rest');
  expect(copySelection(a.editor)).toBeDefined();
  expect(said(a)).toBe('some, rest copied');
  expect(hasCopied()).toBe(true);
  expect(pasteCopied(b.editor)).toBe(true);
  expect(b.nodes).toEqual(['orders', 'some', 'rest', 'some 2', 'rest 2']);
  expect(b.document.spec.nodes['rest 2']?.from).toBe('some 2.unmatched');
  expect(b.selection).toEqual(['some 2', 'rest 2']);
  expect(undoable(b)).toBe(1);
  b.press('undo');
  expect(b.document.spec.nodes).toEqual(a.document.spec.nodes);
  expect(undoable(a)).toBe(0);
});

test('a cut is a copy and a deletion; undo brings it back', () => {
  const before = a.document;
  a.select('some');
  const cut = cutSelection(a.editor);
  expect(a.nodes).toEqual(['orders', 'rest']);
  expect(a.document.spec.nodes.rest).not.toHaveProperty('from');
  expect(a.selection).toEqual([]);
  a.press('undo');
  expect(a.document).toEqual(before);
  expect(paste(b.editor, cut ?? '')).toBe(true);
  expect(b.nodes).toContain('some 2');
});

test.each([
  '',
  'plain text',
  'null',
  '[1, 2]',
  '{"headrace": "nodes"}',
  '{"headrace": "nodes", "nodes": null}',
  '{"headrace": "nodes", "nodes": {"x": 5}}',
  '{"headrace": "nodes", "nodes": {"x": {"from": 5, "type": "filter"}}}',
  '{"headrace": "nodes", "nodes": {"__proto__": {"type": "filter"}}}',
])('a text that is no copy of nodes is not pasted: %s', (other) => {
  expect(paste(a.editor, other)).toBe(false);
  expect(undoable(a)).toBe(0);
});

test('places that are none are not pasted with their nodes, and the flow can be read again', async () => {
  const copied =
    '{"headrace": "nodes", "nodes": {"x": {"type": "filter"}}, "layout": {"x": "left"}, "comments": [{"text": 1}]}';
  expect(paste(a.editor, copied)).toBe(true);
  await a.wait(1000);
  await a.leave();
  const again = await page.open('a');
  expect(again.editor.opening.getState().status).toBe('ready');
  expect(again.nodes).toContain('x');
});

test('nothing is copied, cut, doubled or deleted while nothing is selected', () => {
  expect(copySelection(a.editor)).toBeUndefined();
  expect(cutSelection(a.editor)).toBeUndefined();
  expect(deleteSelection(a.editor)).toBe(false);
  expect(runCommand(a.editor, 'duplicate')).toBe(false);
  expect(undoable(a)).toBe(0);
});

test('what undo took away is selected no more, although its name is', () => {
  const name = a.drag('filter');
  a.select(name);
  a.press('undo');
  expect(copySelection(a.editor)).toBeUndefined();
  expect(deleteSelection(a.editor)).toBe(false);
});

test('a selected connection is deleted when no node is selected, in one step', async () => {
  const edge = a.editor.canvas.state.edges.find(({ source }) => source === 'orders');
  a.editor.canvas.selectEdges(new Set([edge?.id ?? '']));
  a.press('delete');
  expect(a.document.spec.nodes.some).not.toHaveProperty('from');
  expect(a.document.spec.nodes.rest?.from).toBe('some.unmatched');
  expect(said(a)).toBe('Connection deleted. Ctrl+Z brings it back.');
  expect(a.editor.canvas.state.selectedEdges.size).toBe(0);
  a.press('undo');
  expect(a.document.spec.nodes.some?.from).toBe('orders');
});

test('nodes and comments are deleted together', () => {
  const id = addComment(a.editor.document, { x: 0, y: 0 });
  a.editor.ui.select(['rest'], [id]);
  a.press('delete');
  expect(a.nodes).toEqual(['orders', 'some']);
  expect(a.document.spec.comments ?? {}).toEqual({});
  expect(said(a)).toBe('rest, comment deleted. Ctrl+Z brings it back.');
});

describe('the canvas', () => {
  test('shows the nodes of the document and the connections of the compiled flow', () => {
    const { nodes, edges } = a.editor.canvas.state;
    expect(nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['orders', 0],
      ['some', 300],
      ['rest', 600],
    ]);
    expect(edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} ${target}`)).toEqual([
      'orders.out some',
      'some.unmatched rest',
    ]);
  });

  test('keeps the elements of nodes that did not change', () => {
    const before = a.editor.canvas.state.nodes;
    a.move('rest', 700, 100);
    const after = a.editor.canvas.state.nodes;
    expect(after[0]).toBe(before[0]);
    expect(after[2]?.position).toEqual({ x: 700, y: 100 });
  });

  test('selects what is chosen on it, and marks what is selected elsewhere', () => {
    a.editor.canvas.changeNodes([{ type: 'select', id: 'some', selected: true }]);
    expect(a.selection).toEqual(['some']);
    a.select('rest');
    expect(a.editor.canvas.state.nodes.filter(({ selected }) => selected).map(({ id }) => id)).toEqual(['rest']);
    a.press('select-all');
    expect(a.selection).toEqual(['orders', 'some', 'rest']);
  });

  test('of an editor that has ended draws nothing more', async () => {
    const { canvas } = a.editor;
    const before = canvas.state.nodes;
    await a.leave();
    a.editor.document.load(b.document);
    expect(canvas.state.nodes).toBe(before);
  });
});
