import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, printable, printableJson, printableLine } from './printable.ts';

/** By number, not by property, so that the test is no copy of the code. */
const actsOnTerminal = (c: number): boolean =>
  c < 0x20 || (c >= 0x7f && c <= 0x9f) || c === 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e);
const showsNothing = (c: number): boolean =>
  (c >= 0x2060 && c <= 0x206f) || c === 0xfeff || c === 0xad || (c >= 0xfe00 && c <= 0xfe0f) || c >> 12 === 0xe0;
const loneSurrogate = (c: number): boolean => c >= 0xd800 && c <= 0xdfff;
const found = (text: string): number[] =>
  [...text]
    .map((c) => c.codePointAt(0) as number)
    .filter((c) => actsOnTerminal(c) || showsNothing(c) || loneSurrogate(c));

const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes));
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x1b, 0x9b, 0x202e, 0x2066, 0x200b, 0xe0041, 0xd800, 0xdc00, 0x2028, 0xfe0f, 0x61),
      fc.nat(0x2fff),
    ),
  )
  .map((codes) => String.fromCodePoint(...codes));

test.each([
  ['a\u001b[2J', 'a\\u{1b}[2J'],
  ['b\u009b1m', 'b\\u{9b}1m'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['line\u2028end\r', 'line\\u{2028}end\\u{d}'],
  ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
  ['\u{e0041}\u{e0042}', '\\u{e0041}\\u{e0042}'],
  ['v\ufe01', 'v\\u{fe01}'],
  ['\ud800x', '\\u{d800}x'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('letters, signs, emoji, line feeds and tabs stay', () => {
  const text = 'Grüße\t日本語 עברית عربى हिन्दी 🙂 e\u0301 €\u00a0\n';
  expect(printable(text)).toBe(text);
  expect(printableLine(text)).toBe(text.replace('\t', '\\u{9}').replace('\n', '\\u{a}'));
});

test('no text keeps a character that acts on a terminal or shows nothing', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, hostileText), (text) => {
      expect(found(printable(text)).filter((c) => c !== 0x0a && c !== 0x09)).toEqual([]);
      expect(found(printableLine(text))).toEqual([]);
      expect(isPrintable(printableLine(text))).toBe(true);
      expect(found(printableJson({ [text]: [text] }))).toEqual([]);
      expect(found(printableJson({ [text]: [text] }, 2)).filter((c) => c !== 0x0a)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('JSON that is safe to show reads as the same value', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, hostileText), (text) => {
      expect(JSON.parse(printableJson({ a: [text] }))).toEqual({ a: [text] });
    }),
  );
});
