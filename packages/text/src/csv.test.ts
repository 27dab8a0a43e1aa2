import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, toCsv } from './csv.ts';

test('cells are quoted where they must be', () => {
  expect([null, 'a', 'a,b', 'say "hi"', 'two\nlines', '', 'a;b'].map(csvCell)).toEqual([
    '',
    'a',
    '"a,b"',
    '"say ""hi"""',
    '"two\nlines"',
    '',
    '"a;b"',
  ]);
});

test.each(['-1', '-5.5e3', '0', '12.5', '1e+9', 'a-b', '2026-04-07', 'x=1', '50%', "it's", 'a@b.example'])(
  '%s stays as it is',
  (value) => {
    expect(csvCell(value)).toBe(value);
  },
);

test.each([
  ...[
    '=1+1',
    '+49 30 1234',
    '-x',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1+1',
    ' =1+1',
    '\u00a0=1',
    '\u3000=1',
    '\u200b=1',
    '\ufeff=1',
  ],
  ...[
    '\uff1d1+1',
    '\uff0b1',
    '\uff0d1+1',
    '\uff20A',
    '\ufe66x',
    '\u22121+1',
    '|calc',
    '%x',
    '"=1+1"',
    '\u0000=1',
    '\u2028=1',
    '\n-1',
  ],
])('%j becomes a text', (value) => {
  const guarded = csvCell(value);
  expect(guarded.startsWith(`"'`)).toBe(true);
  expect(guarded.replaceAll("'", '')).toBe(`"${value.replaceAll('"', '""')}"`);
});

test.each([
  ['a;=1+1', `"a;'=1+1"`],
  ['a\t=1+1', `"a\t'=1+1"`],
  ['a\r\n =1+1', `"a\r\n' =1+1"`],
  ['a",=1+1', `"a"",'=1+1"`],
])('%j holds no formula for a program that splits elsewhere', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

/** As RFC 4180 has it. */
const cellText = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

test('the value is read again, but for the quotes that make it a text', () => {
  const unit = fc.constantFrom('=', '+', '-', '@', '"', "'", ',', ';', '\t', '\n', ' ', '1', 'a', '\u200b', '\uff1d');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (value) => {
      const read = cellText(csvCell(value));
      expect(read.replaceAll("'", '')).toBe(value.replaceAll("'", ''));
      if (read === value && !/^-?\d+$/.test(value))
        for (const part of value.split(/[,;\t\n]/)) expect(part.trim()).not.toMatch(/^[\s\u200b"]*[=+\-@\uff1d]/);
    }),
    { numRuns: 3000 },
  );
});

test('a file has its header first', () => {
  expect(toCsv(['a', '=b'], [['1', null]])).toBe(`a,"'=b"\r\n1,\r\n`);
});
