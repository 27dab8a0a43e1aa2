/**
 * Writes the files that follow from others: the catalogues of node types and of kinds of connections with help and icons,
 * pages of documentation. `npm run gen` writes; `node tools/gen.ts --check` only says what is out of date, and ends with 1 if
 * anything is. Flink's words and functions are written by `npm run gen:flink`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionCatalogue, nodeCatalogue } from './gen/catalogues.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes('--check');
let stale = 0;

/** Writes what is not as it should be, or says so. */
function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    const wanted = /\.(ts|json)$/.test(path) ? formatted(path, text) : text;
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
    stale++;
    if (isCheck) {
      console.error(`${path} is out of date: run npm run gen`);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
    console.log(`wrote ${relative('.', file)}`);
  }
}

put({ ...nodeCatalogue(root), ...connectionCatalogue(root) });
// The pages load the catalogues that have just been written.
const { pages } = await import('./gen/pages.ts');
put(pages(root));

if (isCheck) process.exitCode = stale > 0 ? 1 : 0;
else if (stale === 0) console.log('all generated files are up to date');

/** The project's own style, so that generated files pass its linter too. */
function formatted(path: string, text: string): string {
  const biome = join(root, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${path}`], { input: text, encoding: 'utf8', cwd: root });
}
