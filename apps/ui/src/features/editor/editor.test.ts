import { expect, test } from 'vitest';
import { neighbour } from './canvas/neighbour.ts';
import { splitTables } from './inspector/split-tables.ts';
import { rangesOf } from './sql/ranges.ts';

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

test("a node's parts of the SQL are marked once", () => {
  const span = (node: string, start: number, end: number) => ({
    start,
    end,
    origin: { node, path: [] },
    verbatim: false,
  });
  const sql = { text: '', spans: [span('a', 5, 9), span('a', 0, 10), span('b', 10, 20), span('a', 20, 30)] };
  expect(rangesOf(sql, 'a')).toEqual([
    { start: 0, end: 10 },
    { start: 20, end: 30 },
  ]);
});
