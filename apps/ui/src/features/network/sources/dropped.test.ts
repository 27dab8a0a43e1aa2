import { UserError } from '@headrace/text';
import { expect, test } from 'vitest';
import { chosen, dropped } from './dropped.ts';

type Tree = { readonly [name: string]: Tree | string };

/** An entry of a file system, as a browser gives it for what is dropped: folders give their entries some at a time. */
function entryOf(name: string, content: Tree | string, path = `/${name}`, batch = 100): unknown {
  const common = {
    name,
    fullPath: path,
    isFile: typeof content === 'string',
    isDirectory: typeof content !== 'string',
  };
  if (typeof content === 'string')
    return { ...common, file: (resolve: (file: File) => void) => resolve(new File([content], name)) };
  return {
    ...common,
    createReader() {
      const left = Object.entries(content).map(([inner, of]) => entryOf(inner, of, `${path}/${inner}`, batch));
      return { readEntries: (resolve: (entries: unknown[]) => void) => resolve(left.splice(0, batch)) };
    },
  };
}

/** What is used of a `DataTransfer`. Its items are gone once the event is over. */
function transferOf(...all: { entry?: unknown; file?: File | null }[]): DataTransfer {
  let isOver = false;
  queueMicrotask(() => {
    isOver = true;
  });
  const still = <T>(value: T): T => {
    if (isOver) throw new Error('the list of items is read after the event');
    return value;
  };
  const items = all.map(({ entry = null, file = null }) => ({
    webkitGetAsEntry: () => still(entry),
    getAsFile: () => still(file),
  }));
  return { items } as unknown as DataTransfer;
}

const paths = async (data: DataTransfer) => (await dropped(data)).map(({ path }) => path);

test('takes files, and those of folders with their folders', async () => {
  const folder = { 'a.yaml': 'kind: Pod', inner: { 'b.yaml': 'kind: Pod', deeper: { 'c.json': '{}' } } };
  const data = transferOf({ entry: entryOf('one.yaml', 'x') }, { entry: entryOf('cluster', folder) });
  expect(await paths(data)).toEqual([
    'one.yaml',
    'cluster/a.yaml',
    'cluster/inner/b.yaml',
    'cluster/inner/deeper/c.json',
  ]);
});

test('reads the text of a file that is dropped', async () => {
  const [only] = await dropped(transferOf({ entry: entryOf('one.yaml', 'kind: Pod') }));
  expect(await only?.file.text()).toBe('kind: Pod');
});

test('asks a folder until it has no more entries, as browsers give a hundred at a time', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.yaml`, 'x']));
  expect(await paths(transferOf({ entry: entryOf('big', many) }))).toHaveLength(250);
});

test('takes a file that is dragged out of another page, which is no entry of a file system', async () => {
  expect(await paths(transferOf({ file: new File(['x'], 'mail.yaml') }))).toEqual(['mail.yaml']);
});

test('passes over what is neither a file nor a folder', async () => {
  const other = { isFile: false, isDirectory: false, name: 'x', fullPath: '/x' };
  expect(await paths(transferOf({}, { entry: other }, { entry: entryOf('a.yaml', 'x') }))).toEqual(['a.yaml']);
});

test('is nothing for an empty folder', async () => {
  expect(await paths(transferOf({ entry: entryOf('empty', {}) }))).toEqual([]);
});

test('stops at more files than a folder of Kubernetes files has', async () => {
  const many = Object.fromEntries(Array.from({ length: 20_010 }, (_, i) => [`${i}.yaml`, '']));
  expect(await paths(transferOf({ entry: entryOf('huge', many, '/huge', 20_010) }))).toHaveLength(20_000);
});

const refuses = (_: unknown, reject: (e: DOMException) => void) => reject(new DOMException('gone', 'NotFoundError'));

test.each([
  ['file', { isFile: true, isDirectory: false, file: refuses }],
  ['folder', { isFile: false, isDirectory: true, createReader: () => ({ readEntries: refuses }) }],
])('says which %s the browser may not read', async (_, entry) => {
  const found = dropped(transferOf({ entry: { ...entry, fullPath: '/cluster/a' } }));
  await expect(found).rejects.toThrow(UserError);
  await expect(found).rejects.toThrow('cluster/a could not be read');
});

test('names files of a chosen folder with their path, and others by their name', () => {
  const inFolder = Object.defineProperty(new File([''], 'a.yaml'), 'webkitRelativePath', { value: 'cluster/a.yaml' });
  const list = [inFolder, new File([''], 'b.yaml')] as unknown as FileList;
  expect(chosen(list).map(({ path }) => path)).toEqual(['cluster/a.yaml', 'b.yaml']);
  expect(chosen(null)).toEqual([]);
});
