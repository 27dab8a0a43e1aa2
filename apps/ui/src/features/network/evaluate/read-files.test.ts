import { readBounds } from '@headrace/netpol';
import { expect, test, vi } from 'vitest';
import { defaults } from '../settings/settings.ts';
import { Evaluator } from './evaluator.ts';
import type { ChosenFile } from './messages.ts';
import { readFiles } from './read-files.ts';

const fileOf = (path: string, text = 'kind: Pod'): ChosenFile => ({ path, file: new File([text], path) });

/** A file that says how large it is without being it. */
const ofSize = (path: string, size: number): ChosenFile => {
  const one = fileOf(path);
  Object.defineProperty(one.file, 'size', { value: size });
  return one;
};

function unreadable(path: string, e: unknown): ChosenFile {
  const one = fileOf(path);
  vi.spyOn(one.file, 'slice').mockReturnValue(Object.assign(new Blob(), { text: () => Promise.reject(e) }));
  return one;
}

test('reads files in their order, with their folders', async () => {
  const { sources, findings } = await readFiles([fileOf('b/x.yaml', 'b'), fileOf('a.yaml', 'a')]);
  expect(sources).toEqual([
    { file: 'b/x.yaml', text: 'b' },
    { file: 'a.yaml', text: 'a' },
  ]);
  expect(findings).toEqual([]);
});

test('says of a file that was changed or removed since it was chosen to choose it again, and reads the others', async () => {
  const gone = unreadable('gone.yaml', new DOMException('The file could not be read', 'NotReadableError'));
  const { sources, findings } = await readFiles([gone, fileOf('there.yaml')]);
  expect(sources.map(({ file }) => file)).toEqual(['there.yaml']);
  expect(findings).toMatchObject([
    { code: 'read/gone', severity: 'error', fix: 'Choose it again.', place: { file: 'gone.yaml', line: 1 } },
  ]);
});

test('fails by an error of ours, which is not a fault of the file', async () => {
  await expect(readFiles([unreadable('a.yaml', new TypeError('no function'))])).rejects.toThrow('no function');
});

test('leaves out files beyond what a browser can hold together, and names each', async () => {
  const each = readBounds.characters;
  const room = Math.floor(200_000_000 / each);
  const files = Array.from({ length: room + 2 }, (_, i) => ofSize(`${i}.yaml`, each));
  const { sources, findings } = await readFiles(files);
  expect(sources).toHaveLength(room);
  expect(findings.map(({ code, place }) => [code, place?.file])).toEqual([
    ['read/too-many-files', `${room}.yaml`],
    ['read/too-many-files', `${room + 1}.yaml`],
  ]);
});

test('counts of a file no more than its reader takes: one that is too large is refused by the reader', async () => {
  const { sources, findings } = await readFiles([ofSize('huge.yaml', 10_000_000_000), fileOf('small.yaml')]);
  expect(sources.map(({ file }) => file)).toEqual(['huge.yaml', 'small.yaml']);
  expect(findings).toEqual([]);
});

test('a file that could not be read is a fault of the view, and what could be read is judged', async () => {
  const gone = unreadable('gone.yaml', new DOMException('gone', 'NotFoundError'));
  const pods = fileOf('pods.yaml', '{kind: Pod, metadata: {name: web, namespace: shop}}');
  const view = await new Evaluator().view(defaults, {
    world: [gone, pods],
    flinkDeployment: undefined,
    connections: undefined,
  });
  expect(view.diagnostics.map(({ code }) => code)).toEqual(['read/gone']);
  expect(view.namespaces).toEqual(['shop']);
});

test('a FlinkDeployment that could not be read hands no policies out', async () => {
  const view = await new Evaluator().view(defaults, {
    world: [],
    flinkDeployment: unreadable('flink.yaml', new DOMException('gone', 'NotFoundError')),
    connections: undefined,
  });
  expect(view.yaml).toBeUndefined();
  expect(view.notes.map(({ code }) => code)).toEqual(['read/gone']);
});
