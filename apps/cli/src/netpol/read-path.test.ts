import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '@headrace/text';
import { expect, onTestFinished, test } from 'vitest';
import { filesAt, lineOf, placeText } from './read-path.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'headrace-read-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

test('a folder gives its Kubernetes files in the order of their names, whatever their folders', () => {
  const path = folder({
    'b.yml': '2',
    'a/z.YAML': '1',
    'c.json': '3',
    'a/.git/x.yaml': 'x',
    'node_modules/y.yaml': 'y',
  });
  expect(filesAt(path).files.map(({ text }) => text)).toEqual(['1', '2', '3']);
});

test('a file that stands there under two names is one file', () => {
  const path = folder({ '..data/a.yaml': '1' });
  symlinkSync(join(path, '..data', 'a.yaml'), join(path, 'a.yaml'));
  expect(filesAt(path).files).toHaveLength(1);
});

test('what is passed over is named with its reason, five at most', () => {
  const path = folder({ 'a.yaml': '', ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`${n}.txt`, ''])) });
  symlinkSync(path, join(path, 'circle'));
  expect(filesAt(path).passedOver).toEqual([
    `Passed over in ${path} (neither .yaml, .yml nor .json): 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 2 more.`,
    `Passed over in ${path} (no files, and links to none): circle.`,
  ]);
});

test('a folder without any, and a path that is not there, say what to do', () => {
  const path = folder({ 'a.txt': '' });
  expect(() => filesAt(path)).toThrow(
    new UserError(`${path} holds no .yaml, .yml, .json file. Name a folder with Kubernetes files.`),
  );
  expect(() => filesAt(join(path, 'none'))).toThrow(/There is no file or folder of this name\. Check how/);
});

test('a finding is one line, whatever is quoted in it; an object of a cluster has no line number', () => {
  const at = (file: string) => ({ file, line: 3, column: 7 });
  const finding = { code: 'review/open', severity: 'warning', message: 'a\nb\u001b[31m.', fix: 'Close it.' } as const;
  expect(lineOf({ ...finding, place: at('a.yaml') })).toBe('a.yaml:3:7: warning review/open a b\\u{1b}[31m. Close it.');
  expect([placeText(at('a.yaml'), 'line'), placeText(at('cluster:shop/web'), 'column')]).toEqual([
    'a.yaml:3',
    'cluster:shop/web',
  ]);
});
