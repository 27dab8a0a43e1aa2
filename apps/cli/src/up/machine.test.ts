import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { requireJdk, requireMemory, wantedPorts } from './machine.ts';

const GiB = 1024 ** 3;

describe('memory', () => {
  test.each([1.5 * GiB, 64 * GiB])('of %i bytes is enough', (available) => {
    expect(() => requireMemory(available)).not.toThrow();
  });

  test('that would run out is refused, with what is needed and what is there', () => {
    expect(() => requireMemory(1.2 * GiB)).toThrow(
      new UserError(
        'Headrace needs about 1.5 GiB of free memory and this machine has 1.2 GiB: close other programs or give the machine more, then start again.',
      ),
    );
  });
});

test('without a JDK the message says how to install one', () => {
  expect(() => requireJdk(undefined)).toThrow(/version 17 or newer, and none was found: install one \(Debian: /);
  const jdk = { home: '/jdk', version: 17, build: '17' };
  expect(requireJdk(jdk)).toBe(jdk);
});

test('every port of an installation is asked for once, each for somebody, and an offset moves them all', () => {
  const [usual, moved] = [wantedPorts(0), wantedPorts(1000)];
  expect(new Set(usual.map(({ port }) => port)).size).toBe(usual.length);
  expect(new Set(usual.map(({ user }) => user)).size).toBe(usual.length);
  expect(moved).toEqual(usual.map(({ port, user }) => ({ port: port + 1000, user })));
});
