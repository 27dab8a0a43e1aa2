import { expect, test } from 'vitest';
import { changelogInWords } from './words.ts';

test('an append stream and a changelog are told apart, the latter with its key', () => {
  expect(changelogInWords({ mode: 'append' })).toMatch(/^Append:/);
  expect(changelogInWords({ mode: 'retract', key: ['region', 'day'] })).toMatch(/^Changelog with key region, day:/);
  for (const key of [undefined, []])
    expect(changelogInWords({ mode: 'retract', ...(key ? { key } : {}) })).toMatch(/^Changelog without a key:/);
});
