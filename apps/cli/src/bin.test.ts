import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

test.each([
  ['in the clone', root],
  ['in another folder', tmpdir()],
])('what npx headrace runs answers %s', (_, cwd) => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { headrace: string } };
  const args = [join(root, bin.headrace), 'netpol', 'list', join(root, 'packages/netpol/cases/both-sides')];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^FROM +TO +VERDICT +PORTS$/m);
});
