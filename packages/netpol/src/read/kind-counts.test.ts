import { expect, test } from 'vitest';
import { KindCounts } from './kind-counts.ts';
import { readWorld } from './world.ts';

test('names a kind of one API group by the kind alone', () => {
  const counts = new KindCounts();
  for (let i = 0; i < 3; i++) counts.add('skipped', 'KafkaTopic', 'kafka.strimzi.io');
  counts.add('notRead', 'Widget', 'example.dev');
  expect(counts.of('skipped')).toEqual({ KafkaTopic: 3 });
  expect(counts.of('notRead')).toEqual({ Widget: 1 });
});

test('names the API group of a kind that several groups have, but for the core group', () => {
  const counts = new KindCounts();
  counts.add('skipped', 'PodTemplate');
  counts.add('notRead', 'PodTemplate', 'core.oam.dev');
  counts.add('notRead', 'PodTemplate', 'example.dev');
  expect(counts.of('skipped')).toEqual({ PodTemplate: 1 });
  expect(counts.of('notRead')).toEqual({ 'PodTemplate.core.oam.dev': 1, 'PodTemplate.example.dev': 1 });
});

test.each([
  ['skipped', ['kafka.strimzi.io/v1', 'eventstreams.ibm.com/v1beta2'], 'KafkaTopic'],
  ['notRead', ['example.dev/v1', 'example.org/v1'], 'Widget'],
] as const)('tells objects of one kind and two API groups apart: %s', (why, apis, kind) => {
  const text = apis.map((api) => `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a}\n`).join('---\n');
  const names = apis.map((api) => `${kind}.${api.split('/')[0]}`);
  expect(readWorld([{ file: 'all.yaml', text }])[why]).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
});

test('does not count versions of one API group apart', () => {
  const text = ['v1', 'v1beta2'].map((v) => `apiVersion: kafka.strimzi.io/${v}\nkind: KafkaTopic\n`).join('---\n');
  expect(readWorld([{ file: 'all.yaml', text }]).skipped).toEqual({ KafkaTopic: 2 });
});
