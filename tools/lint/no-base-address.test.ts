import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'headrace-lint-'));
const rule = JSON.stringify(join(import.meta.dirname, 'no-base-address.grit'));
writeFileSync(join(folder, 'biome.json'), `{ "plugins": [${rule}], "linter": { "rules": { "preset": "none" } } }`);
afterAll(() => rmSync(folder, { recursive: true }));

/** Lines of a program to which the rule objects. */
function refused(lines: readonly string[]): number[] {
  writeFileSync(join(folder, 'program.ts'), lines.join('\n'));
  const biome = join(root, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=github', 'program.ts'], { cwd: folder, encoding: 'utf8' });
  return [...stdout.matchAll(/line=(\d+)/g)].map(([, line]) => Number(line));
}

test('an address with a base is refused in each spelling', () => {
  const bad = [
    'const a = new URL(x, y);',
    "const b = new URL('a', 'http://x').href;",
    'const c = new globalThis.URL(x, y);',
    'const d = new URL(...xs);',
    'const e = URL.parse(x, y);',
    'const f = URL.canParse(x, y);',
    'const g = url.resolve(x, y);',
    'const h = new Worker(new URL(x, import.meta.url));',
    "const i = new Worker(new URL('./worker.ts', base));",
    "const shared = new SharedWorker(new URL('./worker.ts', base));",
    "const j = new Worker(new URL('.//host/worker.ts', import.meta.url));",
    "const k = new Worker(new URL('./worker.ts', import.meta.url), { name: new URL(x, y).href });",
    "const l = new URL('./file.txt', import.meta.url);",
  ];
  expect(refused(bad)).toEqual(bad.map((_, i) => i + 1));
});

test("a whole address, a worker's file, and texts and comments are not", () => {
  const good = [
    'const a = new URL(x);',
    "const b = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });",
    "const shared = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module' });",
    '// new URL(x, y)',
    "const c = 'new URL(x, y)';",
    'const d = new URLSearchParams(x);',
    'const e = path.resolve(x, y);',
  ];
  expect(refused(good)).toEqual([]);
});
