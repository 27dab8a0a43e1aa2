import { expect, test } from 'vitest';
import { neighbour } from './neighbour.ts';

test('arrow keys go to the nearest node in their direction', () => {
  const at = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 300, y: 0 }],
    ['c', { x: 300, y: 200 }],
    ['d', { x: 600, y: 10 }],
  ]);
  expect(neighbour(at, 'a', 'right')).toBe('b');
  expect(neighbour(at, 'b', 'right')).toBe('d');
  expect(neighbour(at, 'b', 'down')).toBe('c');
  expect(neighbour(at, 'c', 'up')).toBe('b');
  expect(neighbour(at, 'a', 'left')).toBeUndefined();
});
