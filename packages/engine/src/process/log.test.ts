import { closeSync, readFileSync, statSync, writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testFolder } from '../testing/folder.ts';
import { lastWords, openLog } from './log.ts';

const append = (file: string, text: string) => {
  const log = openLog(file);
  writeSync(log, text);
  closeSync(log);
};

describe('opening a log', () => {
  test('makes its folder, and appends to one that is there', () => {
    const file = testFolder().at('logs', 'a.log');
    append(file, 'one\n');
    append(file, 'two\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('sets one aside that is larger than 5 MiB, and keeps one generation', () => {
    const folder = testFolder();
    const file = folder.write('a.log', 'x'.repeat(5 * 1024 * 1024 + 1));
    append(file, 'new');
    expect([readFileSync(file, 'utf8'), statSync(`${file}.1`).size]).toEqual(['new', 5 * 1024 * 1024 + 1]);
    folder.write('a.log', 'y'.repeat(6 * 1024 * 1024));
    append(file, 'newer');
    expect(statSync(`${file}.1`).size).toBe(6 * 1024 * 1024);
  });

  test('keeps one of exactly 5 MiB', () => {
    const file = testFolder().write('a.log', 'x'.repeat(5 * 1024 * 1024));
    append(file, 'y');
    expect(statSync(file).size).toBe(5 * 1024 * 1024 + 1);
  });
});

describe('the last words of a log', () => {
  test.each([
    ['are its last line', 'one\ntwo\n\n', 'two'],
    ['are the last line that tells of an error', 'ERROR one\nFATAL two\nthree\n', 'FATAL two'],
    [
      'name an exception',
      'java.io.IOException: disk full\n\tat a.b.C(C.java:1)\nbye\n',
      'java.io.IOException: disk full',
    ],
    [
      'are no frame of a stack trace',
      'start\n\tat org.example.Error.of(Error.java:1)\n',
      'at org.example.Error.of(Error.java:1)',
    ],
    ['are not a word that only holds one', 'Errors: 0\ndone\n', 'done'],
    ['are cut', `ERROR ${'x'.repeat(500)}`, `ERROR ${'x'.repeat(294)}`],
    ['are empty for an empty log', '\n \n', ''],
  ])('%s', (_, text, words) => {
    expect(lastWords(testFolder().write('a.log', text))).toBe(words);
  });

  test('are looked for at the end of a long log only', () => {
    const file = testFolder().write('a.log', `ERROR early\n${'fine\n'.repeat(10_000)}`);
    expect(lastWords(file)).toBe('fine');
  });

  test('are empty where there is no log', () => {
    expect(lastWords(testFolder().at('none.log'))).toBe('');
  });
});
