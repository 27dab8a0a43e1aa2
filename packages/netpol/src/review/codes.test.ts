import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const codesIn = (text: string) => new Set(text.match(/review\/[a-z]+(?:-[a-z]+)*(?=['`])/g));

test('every finding of a review stands in the documentation, and no other', () => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));
  const found = codesIn(files.map((file) => read(file)).join('\n'));
  expect(found.size).toBeGreaterThan(15);
  expect(codesIn(read('..', '..', '..', '..', 'docs', 'network-policies.md'))).toEqual(found);
});
