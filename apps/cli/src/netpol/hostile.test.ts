import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = join(import.meta.dirname, '..', 'main.ts');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-hostile-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const levels = Array.from({ length: 9 }, (_, i) => `b${i + 1}: &b${i + 1} [${Array(10).fill(`*b${i}`)}]\n`).join('');

/** Files that were made to exhaust a reader, or to fool the eye, and what is said of them. */
const files: Readonly<Record<string, [text: string | Buffer, said: RegExp]>> = {
  'of a hundred megabytes': ['a: 1\n'.repeat(20_000_000), /more than the \d+ that/],
  'of a hundred megabytes of noise': [randomBytes(100_000_000), /not valid YAML|kubectl takes|deeper|more than/],
  'of a few random bytes': [
    Buffer.concat([Buffer.from('{'), randomBytes(300_000)]),
    /not valid YAML|kubectl takes|deeper/,
  ],
  'nested without end': ['['.repeat(200_000), /deeper than/],
  'of a million documents': ['---\na: 1\n'.repeat(1_000_000), /more than the \d+ that|multiple documents/],
  'of aliases that multiply': [`b0: &b0 [x, x]\n${levels}`, /Aliases|no FlinkDeployment/],
  'that would clear the screen': ['kind: "\u001b[2J', /not valid YAML|kubectl takes/],
};

interface Reader {
  readonly args: readonly string[];
  readonly code: 1 | 2;
}

/** Every command that reads one, the heap bounded. */
const readers: Readonly<Record<string, Reader>> = {
  list: { args: ['netpol', 'list'], code: 2 },
  'a FlinkDeployment': { args: ['netpol', 'generate', '--profile', 'headrace', '--flink-deployment'], code: 1 },
  connections: { args: ['netpol', 'generate', '--profile', 'headrace', '--egress', '--connections'], code: 1 },
  'a flow': { args: ['flow', 'check', '--offline'], code: 1 },
};

function refuses(reader: string, [text, said]: [string | Buffer, RegExp]): void {
  const file = join(dir, 'hostile.yaml');
  writeFileSync(file, text);
  const { args: own, code } = readers[reader] as Reader;
  const args = ['--max-old-space-size=512', main, ...own, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = `${stderr}${stdout}`.split('\n');
  expect(status).toBe(code);
  expect(
    lines.find((line) => said.test(line)),
    lines[0]?.slice(0, 300),
  ).toMatch(/^\S+:\d+:\d+: error /);
  expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2_000);
}

test.each(Object.keys(files))('a file %s is refused in a line, within half a gigabyte', (name) => {
  refuses('list', files[name] as [string | Buffer, RegExp]);
});

test.each(Object.keys(readers))('%s of a hundred megabytes of noise is refused in a line', (reader) => {
  refuses(reader, files['of a hundred megabytes of noise'] as [string | Buffer, RegExp]);
});
