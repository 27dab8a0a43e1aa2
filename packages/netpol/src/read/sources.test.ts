import { expect, test } from 'vitest';
import { sortFiles } from './sources.ts';

/** What is read of files, and what is said, as `file code`. */
function sorted(files: Readonly<Record<string, string>>) {
  const { plain, findings } = sortFiles(Object.entries(files).map(([file, text]) => ({ file, text })));
  return { read: plain.map(({ file }) => file), said: findings.map((f) => `${f.place?.file} ${f.code}`) };
}
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';

test('a chart is its templates, values and charts within it; other files beside them are read', () => {
  expect(
    sorted({
      'x/Chart.yaml': 'name: x',
      'x/values-prod.yaml': 'a: 1',
      'x/templates/plain.yaml': deployment,
      'x/charts/y/Chart.yaml': 'name: y',
      'x/charts/y/templates/a.yaml': '{{ a }}',
      'x/crds/crd.yaml': 'kind: CustomResourceDefinition',
      'other/templates/a.yaml': deployment,
    }),
  ).toEqual({ read: ['x/crds/crd.yaml', 'other/templates/a.yaml'], said: ['x/Chart.yaml read/helm-chart'] });
});

test('templates in texts of objects are no templates of files', () => {
  const rule = 'kind: ConfigMap\ndata:\n  a: "{{ $labels.pod }}"\n  b: |\n    x {{ y }}\n';
  expect(sorted({ 'a.yaml': rule })).toEqual({ read: ['a.yaml'], said: [] });
});

test('a kustomization that names resources alone changes nothing: they are read', () => {
  expect(
    sorted({
      'kustomization.yaml': 'resources: [a.yaml, ./b]\n',
      'a.yaml': deployment,
      'b/kustomization.yml': 'resources: [b.yaml]\n',
      'b/b.yaml': deployment,
    }),
  ).toEqual({
    read: ['a.yaml', 'b/b.yaml'],
    said: [],
  });
});

test.each([
  ['a patch', 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n'],
  ['a namespace', 'namespace: prod\nresources: [a.yaml]\n'],
  ['a resource that is elsewhere', 'resources: [a.yaml, github.com/x/y]\n'],
  ['a file of a generator', 'resources: [a.yaml]\nconfigMapGenerator: [{name: c, files: [config=p.yaml]}]\n'],
])('does not read a kustomization with %s, nor the files beside it: it must be built', (_, text) => {
  expect(
    sorted({ 'k/kustomization.yaml': text, 'k/a.yaml': deployment, 'k/p.yaml': 'a: 1', 'c.yaml': deployment }),
  ).toEqual({
    read: ['c.yaml'],
    said: ['k/kustomization.yaml read/kustomization'],
  });
});

test('reports each outermost overlay once, and does not read a base that it changes', () => {
  const overlay = 'resources: [../../base]\nnamePrefix: x-\n';
  expect(
    sorted({
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': deployment,
      'overlays/prod/kustomization.yaml': overlay,
      'overlays/test/kustomization.yaml': overlay,
    }),
  ).toEqual({
    read: [],
    said: [
      'overlays/prod/kustomization.yaml read/kustomization',
      'overlays/test/kustomization.yaml read/kustomization',
    ],
  });
});

test('ends on kustomizations that name each other in a circle', () => {
  const files = { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' };
  expect(sorted(files)).toEqual({ read: [], said: [] });
});
