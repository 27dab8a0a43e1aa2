import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jarOf } from './copy.ts';
import { brokenJars, looksComplete, readLock, sha256Of } from './lock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('progress is read from the lines that Maven prints', () => {
  expect(
    jarOf('[INFO] Downloaded from central: https://repo.example/maven2/org/a/b/1.0/b-1.0.jar (74 kB at 412 kB/s)'),
  ).toBe('b-1.0.jar');
  expect(
    jarOf('[INFO] Downloaded from central: https://repo.example/maven2/org/a/b/1.0/b-1.0.pom (2 kB)'),
  ).toBeUndefined();
  expect(jarOf('[INFO] Downloading from central: https://repo.example/b-1.0.jar')).toBeUndefined();
});

test.each(['flink', 'kafka'])('the lock of %s names jars with hashes and sizes', (name) => {
  const lock = readLock(join(import.meta.dirname, '..', '..', name, 'jars.lock'));
  expect(lock.length).toBeGreaterThan(40);
  for (const jar of lock) {
    expect(jar.name).toMatch(/\.jar$/);
    expect(jar.sha256).toMatch(/^[\da-f]{64}$/);
    expect(jar.bytes).toBeGreaterThan(0);
  }
});

test('a cut jar and a changed jar are found', async () => {
  writeFileSync(join(dir, 'a.jar'), 'whole');
  const lock = [{ name: 'a.jar', bytes: 5, sha256: await sha256Of(join(dir, 'a.jar')) }];
  expect(looksComplete(dir, lock)).toBe(true);
  expect(await brokenJars(dir, lock)).toEqual([]);
  writeFileSync(join(dir, 'a.jar'), 'who');
  expect(looksComplete(dir, lock)).toBe(false);
  writeFileSync(join(dir, 'a.jar'), 'whale');
  expect(await brokenJars(dir, lock)).toEqual(['a.jar']);
  rmSync(join(dir, 'a.jar'));
  expect(looksComplete(dir, lock)).toBe(false);
  expect(await brokenJars(dir, lock)).toEqual(['a.jar']);
});
