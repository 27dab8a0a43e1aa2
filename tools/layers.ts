/**
 * Holds the workspaces to their declared dependencies: what a source file imports must stand in its package.json, and the
 * pure cores may not reach for Node or the DOM by a reference comment. (Biome guards the rest, see biome.json.)
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.ts';

const pure = [
  'packages/flow',
  'packages/nodes',
  'packages/topology',
  'packages/netpol',
  'packages/text',
  'packages/yaml',
  'packages/api',
];
const faults: string[] = [];

for (const manifest of globSync('{packages,apps}/*/package.json', { cwd: root })) {
  const dir = dirname(manifest);
  const { name, dependencies = {} } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
  };
  for (const file of globSync(`${dir}/src/**/*.{ts,tsx}`, { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    const isTest = /\.test\.tsx?$|\/testing\//.test(file);
    if (pure.includes(dir) && !isTest && /\/\/\/\s*<reference/.test(text))
      faults.push(`${file}: a pure core takes no reference types`);
    for (const [, target] of text.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom )?'([^'.][^']*)'/gm)) {
      if (target === undefined || target.startsWith('node:')) continue;
      const wanted = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      const declared = wanted === name || wanted in dependencies || (isTest && isRootTool(wanted));
      if (!declared) faults.push(`${file}: imports ${wanted}, which ${dir}/package.json does not name`);
    }
  }
}

function isRootTool(name: string): boolean {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return name in devDependencies || existsSync(join(root, 'packages', name.replace('@headrace/', '')));
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
