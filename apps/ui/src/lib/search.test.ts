import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search.ts';

test.each([
  ['', {}],
  ['?node=a+b&tab=sql', { node: 'a b', tab: 'sql' }],
  ['?state=running,failed', { state: 'running,failed' }],
  ['?node=1', { node: '1' }],
  ['?node=%7B%22a%22%3A1%7D', { node: '{"a":1}' }],
])('reads and writes %o as it is', (query, search) => {
  expect(parseSearch(query)).toEqual(search);
  expect(stringifySearch(search)).toBe(query);
});

test('reads an address that somebody broke', () => {
  expect(parseSearch('?node=%E0%A4%A&tab')).toEqual({ node: '\ufffd%A', tab: '' });
});

test('leaves out what is undefined', () => {
  expect(stringifySearch({ node: undefined, tab: 'sql' })).toBe('?tab=sql');
});
