import { expect, test } from 'vitest';
import { splitTables } from './split-tables.ts';

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
