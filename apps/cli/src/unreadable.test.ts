import { expect, test } from 'vitest';
import { whyUnreadable } from './unreadable.ts';

const error = (code: string) => Object.assign(new Error(`${code}: said by the system`), { code });

test.each([
  ['ENOENT', 'There is no file a/b.yaml.'],
  ['ENOTDIR', 'There is no file a/b.yaml.'],
  ['EISDIR', 'a/b.yaml is a folder, not a file.'],
  ['EACCES', 'You may not read a/b.yaml.'],
  ['EPERM', 'You may not read a/b.yaml.'],
  ['ELOOP', 'a/b.yaml is a link that leads to itself.'],
  ['EIO', 'a/b.yaml cannot be read: EIO: said by the system.'],
])('%s is a sentence that names the file', (code, message) => {
  expect(whyUnreadable('a/b.yaml', error(code))).toBe(message);
});

test('cuts a name that is too long', () => {
  expect(whyUnreadable('x'.repeat(5000), error('ENAMETOOLONG'))).toBe(
    `The name ${'x'.repeat(40)}… is too long for a file.`,
  );
});
