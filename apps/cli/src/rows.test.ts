import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { jsonRows, markdownRows, tableRows, unwritten, writeAll, yamlRows } from './rows.ts';

const all = (texts: Iterable<string>) => [...texts].join('');

describe('rows as JSON', () => {
  test.each([[[]], [[{ a: 1 }]], [[{ a: 1 }, { a: 'x' }, { a: null }]]])('are an array: %j', (rows) => {
    expect(JSON.parse(all(jsonRows(rows, (row) => JSON.stringify(row))))).toEqual(rows);
  });

  test('are given one by one, as they are found', () => {
    let asked = 0;
    function* rows() {
      for (;;) yield asked++;
    }
    const texts = jsonRows(rows(), String);
    expect([texts.next().value, texts.next().value, asked]).toEqual(['[\n  0', ',\n  1', 2]);
  });
});

test.each([[[]], [[{ a: 1 }]], [[{ a: 'yes' }, { a: '1' }]]])('rows as YAML are a list: %j', (rows) => {
  expect(parse(all(yamlRows(rows)), { version: '1.1' })).toEqual(rows);
});

describe('a table', () => {
  const columns = [
    { title: 'NAME', width: 6 },
    { title: 'PORT', width: 0 },
  ];

  test('has columns of their widths, which a wider cell moves', () => {
    expect(
      all(
        tableRows(columns, [
          ['a', '1'],
          ['longer name', '2'],
          ['b', ''],
        ]),
      ),
    ).toBe('NAME    PORT\na       1\nlonger name  2\nb\n');
  });

  test('prints what a terminal would obey as text', () => {
    const text = all(tableRows(columns, [['a\u001b[2J\nb', '1']]));
    expect(text).not.toContain('\u001b');
    expect(text.split('\n')).toHaveLength(3);
  });
});

test('a table of Markdown escapes what Markdown would read', () => {
  expect(all(markdownRows(['a', 'b'], [['*x* | `y`', '[l](u)<b>#']]))).toBe(
    '| a | b |\n|---|---|\n| \\*x\\* \\| \\`y\\` | \\[l\\](u)\\<b\\>\\# |\n',
  );
});

describe('writing', () => {
  /** Standard output that takes what it is given, or fails. */
  function output(error?: Error) {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text, done) => {
      written.push(String(text));
      if (typeof done === 'function') setImmediate(done, error);
      return true;
    });
    return written;
  }

  test('shows the first row at once, and the others in large pieces', async () => {
    const written = output();
    try {
      await writeAll(Array.from({ length: 10 }, () => 'x'.repeat(20_000)));
    } finally {
      vi.restoreAllMocks();
    }
    expect(written.map((text) => text.length)).toEqual([20_000, 80_000, 80_000, 20_000]);
  });

  test('asks for no more rows than are taken', async () => {
    output(Object.assign(new Error('x'), { code: 'EPIPE' }));
    let asked = 0;
    function* endless() {
      for (;;) {
        asked++;
        yield 'x'.repeat(70_000);
      }
    }
    try {
      await expect(writeAll(endless())).rejects.toThrow('The reader closed standard output');
    } finally {
      vi.restoreAllMocks();
    }
    expect(asked).toBe(1);
  });

  test.each([
    ['EPIPE', 'The reader closed standard output: the rest was not written.'],
    ['ENOSPC', 'Standard output cannot be written: the disk is full (ENOSPC). The output is incomplete.'],
    ['EIO', 'Standard output cannot be written: EIO. The output is incomplete.'],
  ])('that fails with %s is a message', (code, message) => {
    expect(unwritten(Object.assign(new Error('x'), { code }))).toBe(message);
  });

  test('that fails without a code says the words of the error', () => {
    expect(unwritten(new Error('odd'))).toBe('Standard output cannot be written: odd. The output is incomplete.');
  });
});
