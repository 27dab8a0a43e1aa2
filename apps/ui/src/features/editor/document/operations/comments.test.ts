import type { FlowDocument } from '@headrace/flow';
import { beforeEach, expect, test } from 'vitest';
import { DocumentModel } from '../document-model.ts';
import { copyItems, pasteItems } from './clipboard.ts';
import { addComment, commentSize, growComments, setCommentBox, setCommentText, smallest } from './comments.ts';
import { itemsInWords, moveItems, removeItems } from './items.ts';

const flow: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { orders: { type: 'kafka-source' } }, layout: { orders: { x: 0, y: 0 } } },
};
const comments = () => model.current.spec.comments;
const steps = () => model.store.getState().history.done.length;
let model: DocumentModel;
beforeEach(() => {
  model = new DocumentModel(flow);
});

test('a comment is added under a free id, at whole pixels', () => {
  expect(addComment(model, { x: 10.4, y: 20.6 })).toBe('comment-1');
  expect(addComment(model, { x: 0, y: 0 })).toBe('comment-2');
  removeItems(model, { nodes: [], comments: ['comment-1'] });
  expect(addComment(model, { x: 0, y: 0 })).toBe('comment-3');
  model.undo();
  model.undo();
  expect(comments()?.['comment-1']).toEqual({ text: '', x: 10, y: 21, ...commentSize });
});

test('what is typed is one gesture, and resizing another', () => {
  const id = addComment(model, { x: 0, y: 0 });
  for (const text of ['w', 'wh', 'why']) setCommentText(model, id, text);
  model.endGesture();
  setCommentBox(model, id, { x: -5, y: 0, width: 300.4, height: 120 });
  expect(steps()).toBe(3);
  expect(comments()?.[id]).toEqual({ text: 'why', x: -5, y: 0, width: 300, height: 120 });
  model.undo();
  model.undo();
  expect(comments()?.[id]).toEqual({ text: '', x: 0, y: 0, ...commentSize });
  model.redo();
  expect(comments()?.[id]?.text).toBe('why');
});

test('nodes and comments are moved and deleted together, and come back together', () => {
  const id = addComment(model, { x: 0, y: 0 });
  const at = { x: 7, y: 8 };
  moveItems(model, { nodes: new Map([['orders', at]]), comments: new Map([[id, at]]) });
  expect([model.current.spec.layout?.orders, comments()?.[id]]).toMatchObject([at, at]);
  const before = model.current;
  removeItems(model, { nodes: ['orders'], comments: [id] });
  expect(model.current.spec).toEqual({ nodes: {}, layout: {} });
  model.undo();
  expect(model.current).toEqual(before);
});

test('a comment that is not there is nobody, whatever objects inherit', () => {
  setCommentText(model, 'constructor', 'x');
  removeItems(model, { nodes: [], comments: ['toString'] });
  expect(model.current).toBe(flow);
});

test('comments are copied with nodes, into other flows too; what is none is left out', () => {
  const id = addComment(model, { x: 0, y: 0 });
  setCommentText(model, id, 'why');
  const text = copyItems(model.current, { nodes: ['orders'], comments: [id, 'gone'] });
  expect(pasteItems(model, text)).toEqual({ nodes: ['orders 2'], comments: ['comment-2'] });
  expect(comments()?.['comment-2']).toEqual({ text: 'why', x: 40, y: 120, ...commentSize });
  model.load(flow);
  expect(pasteItems(model, text).comments).toEqual(['comment-1']);
  for (const bad of [[{ text: 'x' }], 'x', [{ text: 'x'.repeat(10_001), x: 0, y: 0, ...commentSize }]])
    expect(pasteItems(model, JSON.stringify({ headrace: 'nodes', nodes: {}, comments: bad })).comments).toEqual([]);
});

test('what is chosen, in words', () => {
  expect(itemsInWords({ nodes: ['a'], comments: ['c'] })).toBe('a and comment');
  expect(itemsInWords({ nodes: ['a', 'b'], comments: ['c', 'd'] })).toBe('2 nodes and 2 comments');
  expect(itemsInWords({ nodes: [], comments: ['c'] })).toBe('comment');
});

test('comments grow by steps and never shrink out of sight; what is no comment any more stays none', () => {
  const id = addComment(model, { x: 0, y: 0 });
  growComments(model, [id, 'gone'], { x: 24, y: 0 }, 'resize');
  growComments(model, [id, 'gone'], { x: 0, y: 24 }, 'resize');
  expect(comments()).toEqual({ [id]: { text: '', x: 0, y: 0, width: 264, height: 120 } });
  model.undo();
  expect(comments()?.[id]).toMatchObject(commentSize);
  for (let i = 0; i < 20; i++) growComments(model, [id], { x: -24, y: -24 }, 'resize');
  expect(comments()?.[id]).toMatchObject(smallest);
});
