import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('what a terminal would obey is spelled out', () => {
  expect(printable('a\u001b[2Jb\u009b1mc\u202ed\r')).toBe('a\\u{1b}[2Jb\\u{9b}1mc\\u{202e}d\\u{d}');
});

test('what people write stays as it is, line breaks and tabs too', () => {
  expect(printable('Grüße\t日本語 🙂\n')).toBe('Grüße\t日本語 🙂\n');
});

test('nothing of any text is left for a terminal to obey', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(/[\p{Cc}\u202e]/u.test(printable(text).replace(/[\n\t]/g, ''))).toBe(false);
    }),
  );
});
