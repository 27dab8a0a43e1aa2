import type { FlowDocument } from '@headrace/flow';
import { expect, test } from 'vitest';
import { itemsOf, placesOf } from '../items-of.ts';
import { canvasId, commentsOf } from './elements.ts';
import { freeSpot } from './free-spot.ts';

const comment = { text: 'why', x: 1, y: 2, width: 200, height: 80 };
const flow = (comments: FlowDocument['spec']['comments'], nodes: FlowDocument['spec']['nodes'] = {}): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes, ...(comments ? { comments } : {}) },
});

const idle = { selection: [], writing: undefined };

test('a comment that did not change stays the same object, so that it is not drawn again', () => {
  const before = commentsOf(flow({ a: comment, b: comment }), idle, []);
  const after = commentsOf(
    flow({ a: { ...comment, x: 5 }, b: { ...comment } }),
    { selection: ['a'], writing: 'a' },
    before,
  );
  expect(after[1]).toBe(before[1]);
  expect([after[0]?.zIndex, after[1]?.zIndex]).toEqual([2000, -2000]);
  expect(after[0]).toMatchObject({ position: { x: 5, y: 2 }, selected: true, ariaLabel: 'Comment: why' });
});

test('a flow without comments costs nothing', () => {
  expect(commentsOf(flow(undefined), idle, [])).toBe(commentsOf(flow(undefined), idle, []));
});

test('a node may be called like a comment', () => {
  const document = flow(
    { a: comment, ' a': comment },
    { 'comment a': { type: 'filter' }, ' comment a': { type: 'filter' } },
  );
  const ids = ['a', ' a'].map((id) => canvasId(document, id));
  expect(new Set([...ids, ...Object.keys(document.spec.nodes)]).size).toBe(4);
  const box = { id: 'comment a', type: 'flow' as const, position: { x: 0, y: 0 }, data: { type: 'filter' } };
  const elements = [...commentsOf(document, idle, []), box];
  expect(itemsOf(elements)).toEqual({ nodes: ['comment a'], comments: ['a', ' a'] });
  expect(placesOf(elements).comments.get('a')).toEqual({ x: 1, y: 2 });
});

test('a new comment stands where nothing is', () => {
  const wanted = { x: 0, y: 0, width: 200, height: 80 };
  expect(freeSpot(wanted, [])).toEqual({ x: 0, y: 0 });
  const row = { x: -100, y: 0, width: 400, height: 60 };
  expect(freeSpot(wanted, [row])).toEqual({ x: 0, y: 64 });
  expect(freeSpot(wanted, [row, { ...row, y: 60 }])).toEqual({ x: 0, y: -96 });
  expect(freeSpot(wanted, [{ x: -1e6, y: -1e6, width: 2e6, height: 2e6 }])).toMatchObject({ x: 0, y: 0 });
});
