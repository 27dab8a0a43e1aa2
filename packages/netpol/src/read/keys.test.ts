import { expect, test } from 'vitest';
import { readWorld } from './world.ts';

const read = (text: string) => readWorld([{ file: 'all.yaml', text }]);
const keys = (count: number) => Array.from({ length: count }, (_, i) => `  k${i}: v\n`).join('');

test('reports a duplicate key at its second place, in time linear in the number of keys', () => {
  const many = `kind: ConfigMap\nmetadata: {name: big}\ndata:\n${keys(100_000)}`;
  expect(read(many)).toMatchObject({ findings: [], skipped: { ConfigMap: 1 } });
  const [finding, ...more] = read(`${many}  k7: v\n`).findings;
  expect(finding).toMatchObject({
    code: 'read/syntax',
    message: 'The file is not valid YAML here: this key stands in its mapping already.',
    place: { file: 'all.yaml', line: 100_004, column: 3 },
  });
  expect(more).toEqual([]);
});

test.each([
  ['of a list', '- {a: 1, a: 2}'],
  ['in quotes and without', '{a: 1, "a": 2}'],
  ['that is a number', '{1: a, 1: b}'],
  ['that is a number and a text', '{1: a, "1": b}'],
  ['that is a boolean, written in two ways', '{yes: a, true: b}'],
])('a key %s is found twice too: kubectl sends one of the two', (_, text) => {
  expect(read(text).findings.map((f) => f.message)).toEqual([expect.stringContaining('stands in its mapping already')]);
});
