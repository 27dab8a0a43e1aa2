import { counted } from '@headrace/text';
import { expect, test } from 'vitest';
import { Evaluator } from './evaluate/evaluator.ts';
import { ignoredSentence } from './findings/ignored.ts';
import { defaults } from './settings/settings.ts';
import { countsText } from './toolbar/counts.ts';

test('one of a thing is not called many', () => {
  expect([0, 1, 2].map((n) => counted(n, 'file'))).toEqual(['0 files', '1 file', '2 files']);
  expect(countsText({ workloads: 1, policies: 1, files: 1 }, 1)).toBe('1 workload, 1 policy in 1 file');
  expect(countsText({ workloads: 2, policies: 0, files: 0 }, 0)).toBe('2 workloads, 0 policies');
  expect(ignoredSentence(1)).toBe('1 file is no YAML or JSON by its name, and was not read.');
  expect(ignoredSentence(3)).toBe('3 files are no YAML or JSON by their names, and were not read.');
});

test.each([
  [61, '1 more group of workloads is left out'],
  [62, '2 more groups of workloads are left out'],
])('of %i namespaces with a pod each, %s', async (count, sentence) => {
  const pods = Array.from({ length: count }, (_, i) => `{kind: Pod, metadata: {name: w${i}, namespace: n${i}}}`);
  const world = [{ path: 'a.yaml', file: new File([pods.join('\n---\n')], 'a.yaml') }];
  const view = await new Evaluator().view(defaults, { world, flinkDeployment: undefined, connections: undefined });
  expect(view.grid.leftOut[0]).toBe(`${sentence}: choose a namespace, or search for a name.`);
});
