import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-credentials-'));
  file = join(dir, 'kafka-credentials.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('credentials belong to bootstrap servers, and to no others', () => {
  writeFileSync(file, JSON.stringify([{ servers: '127.0.0.1:9092', username: 'u', password: 'p' }]));
  const credentials = readCredentials(file);
  expect(credentials('127.0.0.1:9092')).toEqual({ username: 'u', password: 'p' });
  for (const other of ['127.0.0.1:9093', '127.0.0.1:9092,evil.example:9092', 'evil.example:9092', ''])
    expect(credentials(other), other).toBeUndefined();
});

test('without a file nobody signs in anywhere', () => {
  expect(readCredentials(undefined)('127.0.0.1:9092')).toBeUndefined();
});

test.each([
  ['no JSON', 'geheim7'],
  ['cut off', '[{"servers": "a:1", "username": "u", "password": "geheim7'],
  ['another shape', '[{"servers": "a:1", "username": "u", "passwort": "geheim7"}]'],
])('a file that is %s is refused without a word of what stands in it', (_, text) => {
  writeFileSync(file, text);
  const fault = (() => {
    try {
      return readCredentials(file);
    } catch (error) {
      return error as Error;
    }
  })() as Error;
  expect(fault.message).toBe(`${file} cannot be read as a JSON list of {servers, username, password}.`);
  expect(fault.cause).toBeUndefined();
});
