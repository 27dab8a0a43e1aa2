import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '@headrace/text';
import { projectDir } from './paths.ts';

/** All that the built pages are made of: the packages that they name, and those that these name. */
const sources = () => [
  'apps/ui/index.html',
  'apps/ui/vite.config.ts',
  'apps/ui/public/**/*',
  'apps/ui/src/**/*',
  ...[...packagesOf('apps/ui')].map((name) => `packages/${name}/src/**/*`),
  'package-lock.json',
];

function packagesOf(workspace: string, found = new Set<string>()): Set<string> {
  const { dependencies = {} } = JSON.parse(readFileSync(join(projectDir, workspace, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies)) {
    const name = /^@headrace\/(.+)$/.exec(dependency)?.[1];
    if (name === undefined || found.has(name)) continue;
    packagesOf(`packages/${name}`, found.add(name));
  }
  return found;
}

const stampFile = join(projectDir, 'apps', 'ui', 'dist', '.sources');

/** Whether the built pages are those of the sources as they are now. */
export function isUiBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashOfSources();
}

/** Builds the pages. `onLine` is given what the build says. */
export async function buildUi(onLine: (line: string) => void, signal: AbortSignal): Promise<void> {
  const hash = hashOfSources();
  await vite(onLine, signal);
  writeFileSync(stampFile, hash);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources(), { cwd: projectDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(relative(projectDir, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function vite(onLine: (line: string) => void, signal: AbortSignal): Promise<void> {
  const bin = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, 'build', join(projectDir, 'apps', 'ui')], {
      // Whatever this process is (a test sets NODE_ENV=test), people get React's production build, ten times as fast.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const line = chunk.toString().trim().split('\n').at(-1);
        if (line) onLine(line);
      });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new UserError(`The user interface could not be built: ${said.trim().slice(-800)}`)),
    );
  });
}
