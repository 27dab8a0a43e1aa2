import { expect, test } from 'vitest';
import { type Layer, layerFaults, layersOf, packageImports, relativeImports, ringFaults, ringsOf } from './layers.ts';

const layers: readonly Layer[] = [
  { parts: ['main.ts', 'app'] },
  { parts: ['features/*'], apart: true },
  { parts: ['ui', 'api'] },
  { parts: ['*'] },
];
const faultsOf = (file: string, ...imports: string[]) => layerFaults(layers, new Map([[file, imports]]));

test.each([
  ['from a layer below', 'features/flows/page.tsx', 'ui/table.tsx'],
  ['from a layer far below', 'main.ts', 'lib/clock.ts'],
  ['from the same part', 'features/flows/page.tsx', 'features/flows/list/list.ts'],
  ['from the same layer, where its parts do not stand apart', 'ui/table.tsx', 'api/flows.ts'],
  ['from a file that only `*` names', 'ui/table.tsx', 'words.ts'],
])('allows an import %s', (_, file, target) => {
  expect(faultsOf(file, target)).toEqual([]);
});

test('refuses an import from a layer above', () => {
  expect(faultsOf('ui/table.tsx', 'features/flows/page.tsx')).toEqual([
    'ui/table.tsx: imports features/flows/page.tsx, which is in a layer above',
  ]);
  expect(faultsOf('lib/clock.ts', 'main.ts')).toHaveLength(1);
});

test('allows that a test imports from a layer above, and not from another feature', () => {
  expect(faultsOf('ui/table.test.ts', 'app/app.ts')).toEqual([]);
  expect(faultsOf('features/flows/page.test.ts', 'features/editor/editor.tsx')).toHaveLength(1);
});

test('refuses that a feature imports another', () => {
  expect(faultsOf('features/flows/page.tsx', 'features/editor/editor.tsx')).toEqual([
    'features/flows/page.tsx: imports features/editor/editor.tsx; features/flows and features/editor stand apart, so what both need belongs below',
  ]);
});

test('refuses a file that no layer names', () => {
  const closed = layers.slice(0, 3);
  expect(layerFaults(closed, new Map([['misc/x.ts', []]]))).toEqual([
    'misc/x.ts: no layer has this file; name its folder in tools/layers.ts',
  ]);
});

test('finds what a file imports, in whatever way', () => {
  const text = `
    import { a } from './a.ts';
    import type { B } from '../b.ts';
    import './c.scss';
    export { d } from '../../lib/d.ts';
    const E = lazy(() => import('./e.tsx'));
    new Worker(new URL('./worker.ts', import.meta.url));
    import { z } from 'zod';
    import outside from '../../../package.json';
  `;
  expect(relativeImports('features/flows/page.tsx', text)).toEqual([
    'features/flows/a.ts',
    'features/b.ts',
    'features/flows/c.scss',
    'lib/d.ts',
    'features/flows/e.tsx',
    'features/flows/worker.ts',
  ]);
});

test('finds which packages a file imports', () => {
  const text = [
    "import { z } from 'zod';",
    "import type { Run } from '@headrace/api';",
    "import {\n  a,\n} from '@carbon/react/icons';",
    "import '@xyflow/react/dist/style.css';",
    "import { join } from 'node:path';",
    "import { b } from './b.ts';",
  ].join('\n');
  expect(packageImports(text)).toEqual(['zod', '@headrace/api', '@carbon/react', '@xyflow/react']);
});

test('the browser app keeps its features apart', () => {
  const ui = layersOf['apps/ui'] ?? [];
  const imports = new Map([['features/network/page.tsx', ['features/flows/page.tsx', 'app/app.tsx', 'lib/clock.ts']]]);
  expect(layerFaults(ui, imports)).toHaveLength(2);
});

const ringFaultsOf = (file: string, ...imports: string[]) =>
  ringFaults(ringsOf['apps/backend'] ?? [], new Map([[file, imports]]));

test.each([
  ['routes know HTTP', 'features/runs/routes.ts', '@headrace/http'],
  ['stores know rows', 'features/runs/run-store.ts', 'store/tables.ts'],
  ['tests know everything', 'features/runs/runs.test.ts', 'kysely'],
])('%s', (_, file, target) => {
  expect(ringFaultsOf(file, target)).toEqual([]);
});

test('refuses that a use case imports HTTP or rows', () => {
  expect(ringFaultsOf('features/runs/runs.ts', '@headrace/http', 'hono', 'kysely', 'store/tables.ts')).toHaveLength(4);
});
