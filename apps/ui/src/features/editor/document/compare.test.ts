import { expect, test } from 'vitest';
import { compareLines } from './compare.ts';

const show = (mine: string, theirs: string) =>
  compareLines(mine, theirs).map(({ kind, text }) => `${{ same: ' ', mine: '-', theirs: '+' }[kind]}${text}`);

test('what two texts have in common, and what only one has', () => {
  expect(show('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  expect(show('a\nb', 'a\nb')).toEqual([' a', ' b']);
  expect(show('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']);
  expect(show('x\na\ny\nb', 'a\nb')).toEqual(['-x', ' a', '-y', ' b']);
});
