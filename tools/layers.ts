/**
 * Holds the workspaces to their declared dependencies and to their layers: what a source file imports must stand in its
 * package.json, the pure cores may not reach for Node or the DOM by a reference comment, and inside an app a file imports from
 * its own layer and from those below. (Biome guards the rest, see biome.json.)
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from './run.ts';

/** Parts of an app's `src` that stand side by side. */
export interface Layer {
  /** Files and folders below `src`; `features/*` stands for each folder in `features`. */
  readonly parts: readonly string[];
  /** The parts do not import each other: each can be added and deleted alone. */
  readonly apart?: true;
}

/** The layers of the apps, from the top. */
export const layersOf: Readonly<Record<string, readonly Layer[]>> = {
  'apps/ui': [
    { parts: ['main.tsx', 'app'] },
    { parts: ['features/*'], apart: true },
    { parts: ['ui'] },
    { parts: ['compile', 'live', 'api'] },
    { parts: ['lib', 'serve'], apart: true },
  ],
  'apps/backend': [
    { parts: ['main.ts', '*'] },
    { parts: ['app.ts'] },
    { parts: ['services.ts'] },
    { parts: ['features/*'], apart: true },
    { parts: ['planner'] },
    { parts: ['flink', 'outside'] },
    { parts: ['store', 'reading', 'testing'] },
  ],
  'apps/cli': [
    { parts: ['main.ts'] },
    { parts: ['program.ts'] },
    { parts: ['flow', 'netpol', 'up'], apart: true },
    { parts: ['*'] },
  ],
};

/** What only some files of an app may import: the rings inside a layer. */
export interface Ring {
  /** Packages, and files below `src`. */
  readonly imports: RegExp;
  /** The files below `src` that may. */
  readonly only: RegExp;
  readonly why: string;
}

/** The rings of the apps. Tests are free of them. */
export const ringsOf: Readonly<Record<string, readonly Ring[]>> = {
  'apps/backend': [
    {
      imports: /^(@headrace\/http|hono|@hono)/,
      only: /^(main|app|services)\.ts$|\/routes\.ts$/,
      why: 'use cases know nothing of HTTP; that is for routes.ts',
    },
    {
      imports: /^(kysely|pg|store\/(tables|dialect)\.ts)$/,
      only: /^store\/|-store\.ts$/,
      why: 'rows of the database are read in a *-store.ts, and nowhere else',
    },
  ],
};

/** What breaks the rings of one app. @param files what each file imports: packages by name, files by paths below `src` */
export function ringFaults(rings: readonly Ring[], files: ReadonlyMap<string, readonly string[]>): string[] {
  return [...files].flatMap(([file, imports]) =>
    rings.flatMap(({ imports: kept, only, why }) =>
      isTest(file) || only.test(file)
        ? []
        : imports.filter((target) => kept.test(target)).map((target) => `${file}: imports ${target}; ${why}`),
    ),
  );
}

/** A part that a file belongs to, and how far its layer is from the top. */
interface Home {
  readonly part: string;
  readonly depth: number;
}

const isTest = (file: string): boolean => /\.test\.tsx?$|(^|\/)testing\//.test(file);

/** Where a file (path below `src`) belongs; undefined where no layer names it. A part that names it beats `*`. */
function homeOf(layers: readonly Layer[], file: string): Home | undefined {
  const [first = '', second = ''] = file.split('/');
  for (const pattern of [`${first}/*`, first, '*']) {
    const depth = layers.findIndex(({ parts }) => parts.includes(pattern));
    if (depth >= 0) return { part: pattern === `${first}/*` ? `${first}/${second}` : first, depth };
  }
  return undefined;
}

/**
 * What breaks the layers of one app. A test may reach up, since it may start the whole app; but not across.
 * @param files what each file imports, both as paths below `src`
 */
export function layerFaults(layers: readonly Layer[], files: ReadonlyMap<string, readonly string[]>): string[] {
  const faults: string[] = [];
  for (const [file, imports] of files) {
    const from = homeOf(layers, file);
    if (!from) faults.push(`${file}: no layer has this file; name its folder in tools/layers.ts`);
    for (const target of imports) {
      const to = homeOf(layers, target);
      if (!from || !to || from.part === to.part) continue;
      if (to.depth < from.depth && !isTest(file)) faults.push(`${file}: imports ${target}, which is in a layer above`);
      else if (to.depth === from.depth && layers[to.depth]?.apart)
        faults.push(
          `${file}: imports ${target}; ${from.part} and ${to.part} stand apart, so what both need belongs below`,
        );
    }
  }
  return faults;
}

/** What a TypeScript file imports by relative paths, also by `import()`, `new URL` and types, as paths below its `src`. */
export function relativeImports(file: string, text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s?'(\.[^']*)'/g);
  return [...found].flatMap(([, target = '']) => {
    const path = posix.normalize(posix.join(posix.dirname(file), target));
    return path.startsWith('..') ? [] : [path];
  });
}

/** What a TypeScript file imports of other packages, by their names. */
export function packageImports(text: string): string[] {
  const found = text.matchAll(/^(?:import|export)\s(?:[^;'"]*?\sfrom )?'([^'.][^']*)'/gm);
  return [...found].flatMap(([, target = '']) => {
    if (target.startsWith('node:')) return [];
    return target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/');
  });
}

const pure = [
  'packages/diagnostics',
  'packages/flow',
  'packages/nodes',
  'packages/topology',
  'packages/netpol',
  'packages/text',
  'packages/yaml',
  'packages/api',
];

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;

function workspaceFaults(dir: string): string[] {
  const faults: string[] = [];
  const { name, dependencies = {} } = readManifest(`${dir}/package.json`);
  const files = new Map<string, readonly string[]>();
  const allImports = new Map<string, readonly string[]>();
  for (const file of globSync(`${dir}/src/**/*.{ts,tsx}`, { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    if (pure.includes(dir) && !isTest(file) && /\/\/\/\s*<reference/.test(text))
      faults.push(`${file}: a pure core takes no reference types`);
    for (const wanted of packageImports(text)) {
      const declared = wanted === name || wanted in dependencies || (isTest(file) && isRootTool(wanted));
      if (!declared) faults.push(`${file}: imports ${wanted}, which ${dir}/package.json does not name`);
    }
    const below = file.slice(`${dir}/src/`.length);
    files.set(below, relativeImports(below, text));
    allImports.set(below, [...packageImports(text), ...relativeImports(below, text)]);
  }
  const layers = layerFaults(layersOf[dir] ?? [{ parts: ['*'] }], files);
  const rings = ringFaults(ringsOf[dir] ?? [], allImports);
  return [...faults, ...[...layers, ...rings].map((fault) => `${dir}/src/${fault}`)];
}

function isRootTool(name: string): boolean {
  const { devDependencies = {} } = readManifest('package.json');
  return name in devDependencies || existsSync(join(root, 'packages', name.replace('@headrace/', '')));
}

if (process.argv[1] === import.meta.filename) {
  const faults = globSync('{packages,apps}/*/package.json', { cwd: root }).flatMap((manifest) =>
    workspaceFaults(dirname(manifest)),
  );
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
