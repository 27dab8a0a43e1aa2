import { expect, test } from 'vitest';
import { neighbour } from './canvas/neighbour.ts';
import { splitTables } from './inspector/split-tables.ts';

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

test('tables are taken out of help texts', () => {
  const parts = splitTables('Words.\n\nMore.\n\n| a | b |\n|---|---|\n| `x \\| y` | 2 |\n\nEnd.');
  expect(parts).toEqual([
    { kind: 'text', text: 'Words.\n\nMore.' },
    {
      kind: 'table',
      rows: [
        ['a', 'b'],
        ['`x | y`', '2'],
      ],
    },
    { kind: 'text', text: 'End.' },
  ]);
});
