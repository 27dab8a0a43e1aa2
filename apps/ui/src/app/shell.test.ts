import { expect, test } from 'vitest';
import { backoff } from '../api/event-stream.ts';
import { bindings, commandOf } from '../features/editor/keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('keys mean commands', () => {
  expect(commandOf(press('/'), false)).toBe('search-palette');
  expect(commandOf(press('?', { shiftKey: true }), false)).toBe('keys');
  expect(commandOf(press('z', { ctrlKey: true }), false)).toBe('undo');
  expect(commandOf(press('Z', { metaKey: true, shiftKey: true }), false)).toBe('redo');
  expect(commandOf(press('c'), false)).toBe('connect');
  expect(commandOf(press('Delete'), false)).toBe('delete');
});

test("copying is the browser's, and other combinations mean nothing", () => {
  for (const p of [
    press('c', { ctrlKey: true }),
    press('C', { shiftKey: true }),
    press('p', { ctrlKey: true }),
    press('c', { altKey: true }),
  ])
    expect(commandOf(p, false)).toBeUndefined();
});

test('in a field keys are letters, but for saving and leaving', () => {
  expect(commandOf(press('c'), true)).toBeUndefined();
  expect(commandOf(press('z', { ctrlKey: true }), true)).toBeUndefined();
  expect(commandOf(press('s', { ctrlKey: true }), true)).toBe('save');
  expect(commandOf(press('Escape'), true)).toBe('leave');
});

test('no key means two things', () => {
  const keys = bindings.flatMap((b) => b.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('waits grow to half a minute', () => {
  expect([0, 1, 2, 10].map(backoff)).toEqual([500, 1000, 2000, 30_000]);
});
