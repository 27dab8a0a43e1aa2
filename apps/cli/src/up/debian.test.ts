import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@headrace/text';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installPackage } from './debian.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-debian-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

/** Puts a script in the place of apt-get, which notes its arguments. */
function aptGet(script: string): void {
  const file = join(dir, 'apt-get');
  writeFileSync(file, `#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> ${join(dir, 'calls')}\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${dir}:/usr/bin:/bin`);
}
const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');

test('reads the lists of packages, then installs without a question and without what is only recommended', async () => {
  aptGet('');
  await installPackage('maven', () => {});
  expect(calls()).toEqual([
    'noninteractive -o APT::Status-Fd=3 update -qq',
    'noninteractive -o APT::Status-Fd=3 install -y -qq --no-install-recommends maven',
  ]);
});

test('tells how far it is: downloads are the first half, the installation the second', async () => {
  aptGet('echo "dlstatus:1:50:Retrieving" >&3; echo "pmstatus:maven:80.0:Installing: maven" >&3; echo "other:1:2" >&3');
  const shares: number[] = [];
  await installPackage('maven', (share) => shares.push(share));
  expect(shares).toEqual([0.25, 0.9]);
});

test('what apt-get says last is why it failed', async () => {
  aptGet('echo "E: first" >&2; echo "E: Unable to locate package maven" >&2; exit 100');
  await expect(installPackage('maven', () => {})).rejects.toThrow(
    new UserError('apt-get update failed (-qq): E: Unable to locate package maven'),
  );
  expect(calls()).toHaveLength(1);
});

test('a machine without apt-get is a fault, and not waited for', async () => {
  vi.stubEnv('PATH', dir);
  await expect(installPackage('maven', () => {})).rejects.toThrow(/ENOENT/);
});
