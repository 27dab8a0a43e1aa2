import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFiles } from './static-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-pages-'));
  mkdirSync(join(folder, 'assets'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (path: string, text: string) => writeFileSync(join(folder, path), text);

test('gives each file by its address, below the folder', () => {
  put('index.html', '<html>');
  put('assets/a-1.js', 'let a');
  expect([...readFiles(folder).keys()].sort()).toEqual(['/assets/a-1.js', '/index.html']);
});

test.each([
  ['a.html', 'text/html; charset=utf-8'],
  ['a.js', 'text/javascript; charset=utf-8'],
  ['a.css', 'text/css; charset=utf-8'],
  ['a.svg', 'image/svg+xml'],
  ['a.json', 'application/json'],
  ['a.woff2', 'font/woff2'],
  ['a.exe', 'application/octet-stream'],
  ['a', 'application/octet-stream'],
])('serves %s as %s', (name, type) => {
  put(name, 'x');
  expect(readFiles(folder).get(`/${name}`)?.type).toBe(type);
});

test('has a compressed body only where it is shorter', () => {
  put('long.js', 'let a = 1;\n'.repeat(100));
  put('short.js', 'x');
  const files = readFiles(folder);
  const { gzip } = files.get('/long.js') ?? {};
  expect(gzip && gunzipSync(gzip).toString()).toBe('let a = 1;\n'.repeat(100));
  expect(files.get('/short.js')?.gzip).toBeUndefined();
});

test('tags a file by its content, whatever its name', () => {
  put('a.js', 'same');
  put('b.js', 'same');
  put('c.js', 'other');
  const [a, b, c] = ['/a.js', '/b.js', '/c.js'].map((path) => readFiles(folder).get(path)?.etag);
  expect(a).toBe(b);
  expect(a).not.toBe(c);
  expect(a).toMatch(/^"[\w-]{22}"$/);
});

test('serves neither hidden files nor links out of the folder', () => {
  put('.env', 'SECRET=1');
  symlinkSync('/etc/hostname', join(folder, 'host.json'));
  symlinkSync('/etc', join(folder, 'etc'));
  expect([...readFiles(folder).keys()]).toEqual([]);
});

test('a folder that is missing has no files', () => {
  expect(readFiles(join(folder, 'dist')).size).toBe(0);
});
