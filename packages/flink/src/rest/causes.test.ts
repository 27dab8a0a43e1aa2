import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causes, reasonOf } from './causes.ts';

const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'recorded', `${name}.txt`), 'utf8');

describe('reasonOf', () => {
  test.each([
    ['unknown-column', "From line 2, column 6 to line 2, column 11: Column 'amount' not found in any table"],
    ['syntax-error', "Incorrect syntax near the keyword 'FROM' at line 2, column 3."],
    ['unknown-session', "Session '11111111-1111-1111-1111-111111111111' does not exist."],
  ])('%s', (name, message) => {
    expect(reasonOf(recorded(name))).toMatch(message);
  });

  test('takes the words of a text that is no trace', () => {
    expect(reasonOf('Not found: /v9/sessions')).toBe('Not found: /v9/sessions');
  });

  test('an exception without a message is named', () => {
    expect(reasonOf('java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n')).toBe('NullPointerException');
  });
});

describe('causes', () => {
  test('keeps messages of several lines and leaves frames out', () => {
    const trace = 'a.b.Outer: one\ntwo\n\tat x.Y.z(Y.java:1)\nCaused by: a.b.Inner: deep\n\t... 3 more\n';
    expect(causes(trace)).toEqual([
      { type: 'a.b.Outer', message: 'one\ntwo' },
      { type: 'a.b.Inner', message: 'deep' },
    ]);
  });

  test('a suppressed exception is not the cause', () => {
    const trace = 'a.b.Outer: one\n\tat x.Y.z(Y.java:1)\n\tSuppressed: a.b.Other: no\n\t\tat x.Y.z(Y.java:2)\n';
    expect(causes(trace)).toEqual([{ type: 'a.b.Outer', message: 'one' }]);
  });
});
