/**
 * Writes the files that follow from others: the catalogues of node types and of kinds of connections with help and icons,
 * pages of documentation.
 * `npm run gen` writes; `node tools/gen.ts --check` only says what is out of date, and ends with 1 if anything is.
 * Flink's words and functions are written by `npm run gen:flink`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPage, openApiText } from './gen/api-page.ts';
import { connectionCatalogue, foldersWith, nodeCatalogue } from './gen/catalogues.ts';
import { commandLinePage } from './gen/command-line-page.ts';
import { connectionPages } from './gen/connection-pages.ts';
import { connectionsPage } from './gen/connections-page.ts';
import { diagnosticsPage } from './gen/diagnostics-page.ts';
import { expressionsPage } from './gen/expressions-page.ts';
import { flowDocumentPage } from './gen/flow-document-page.ts';
import { limitsPage } from './gen/limits-page.ts';
import { nodePages } from './gen/node-pages.ts';
import { platformsPage } from './gen/platforms-page.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodes = join(root, 'packages/nodes/src');
const kinds = join(root, 'packages/connections/src');
const nodeFolders = foldersWith(nodes, 'node.ts');
const generated = {
  'packages/nodes/src': nodeCatalogue(nodes, nodeFolders),
  'packages/connections/src': connectionCatalogue(kinds, foldersWith(kinds, 'kind.ts')),
};

const files: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(generated).flatMap(([dir, files]) =>
      Object.entries(files).map(([name, text]) => [`${dir}/${name}`, formatted(name, text)]),
    ),
  ),
  ...(await nodePages(root, nodeFolders)),
  ...connectionPages(root),
  'docs/openapi.json': formatted('openapi.json', openApiText()),
  ...apiPage(),
  ...commandLinePage(),
  ...connectionsPage(),
  ...diagnosticsPage(),
  ...expressionsPage(),
  ...flowDocumentPage(),
  ...limitsPage(),
  ...platformsPage(),
};

const stale = Object.entries(files).filter(([path, text]) => {
  const file = join(root, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});

if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is out of date: run npm run gen`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${relative('.', join(root, path))}`);
  }
  if (stale.length === 0) console.log('all generated files are up to date');
}

/** The project's own style, so that generated files pass its linter too. */
function formatted(name: string, text: string): string {
  const biome = join(root, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${name}`], { input: text, encoding: 'utf8', cwd: root });
}
