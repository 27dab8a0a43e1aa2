import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCredentials } from '@headrace/kafka';
import { expect, test } from 'vitest';
import { localCredentials } from './kafka-credentials.ts';

test('the password is made once for a data folder, and follows the broker to another port', () => {
  const dir = mkdtempSync(join(tmpdir(), 'headrace-credentials-'));
  const file = join(dir, 'kafka-credentials.json');
  const first = localCredentials(file, '127.0.0.1:9092');
  expect(first.password).toMatch(/^[\w-]{43}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(localCredentials(file, '127.0.0.1:10092')).toEqual(first);
  expect(readCredentials(file)('127.0.0.1:10092')).toEqual(first);
  expect(readCredentials(file)('127.0.0.1:9092')).toBeUndefined();
  const other = localCredentials(join(dir, 'other.json'), '127.0.0.1:9092');
  expect(other.password).not.toBe(first.password);
  rmSync(dir, { recursive: true });
});
