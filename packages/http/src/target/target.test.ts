import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathIn, targetFault } from './target.ts';

test.each([
  '/',
  '/api/flows?x=1',
  '/kafka/connections/a%2Fb/topics/c%5Cd/messages?limit=5',
  '/flows/1?node=a.b&tab=sql',
  '/network?file=%0A%2e%2e',
  '/a/%E2%82%AC/.well-known/..a/a..',
  '/a//b',
  '/@host/x?y=//z',
  '/flows/100%',
  '/a?b?c',
])('%s is served', (target) => expect(targetFault(target)).toBeUndefined());

test.each([
  '',
  '*',
  'x:80',
  'http://localhost:8443/api',
  '?x',
  '//host/x',
  '//',
  '///x',
  '/\\host',
  '\\\\host',
  '/%2fhost',
  '/%2F%2Fhost',
  '/%5chost',
  '/a\\b',
  '/a?b=\\',
  '/a#b',
  '/a?b#c',
  '/..',
  '/./a',
  '/a/../b',
  '/a/..?b',
  '/%2e%2e/b',
  '/a/%2E/b',
  '/.%2e/b',
  '/%61pi/flows',
  '/a/%7e',
  '/a%00',
  '/a%0d%0ab',
  '/a%7F',
  '/a\tb',
  '/a b',
  '/ä',
  '/a\u0000',
])('%j is refused', (target) => expect(targetFault(target)).toEqual(expect.any(String)));

test('what is served is what a browser would send, and resolves to its own path on the same host', () => {
  const piece = fc.constantFrom(
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2F',
    '%5c',
    '@',
    ':',
    '?',
    '#',
    'api',
    'a',
    '%00',
    '%41',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const target = `/${pieces.join('')}`;
      if (targetFault(target) !== undefined) return;
      const { host, pathname } = new URL(`http://here.example${target}`);
      expect(host).toBe('here.example');
      expect(pathname).toBe(pathIn(target));
    }),
    { numRuns: 3000 },
  );
});
