import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { generate } from '../generate/generate.ts';
import { printJson, printYaml } from './print.ts';

/** Whatever a name holds: what a terminal obeys, ends of lines as YAML knows them, marks that turn the writing. */
const hostile = 'a\u001b[2J\rmetadata: {}\nb\u0085\u2028\u202e\u0000\ud800\ufeffc';
const generated = generate({
  profile: 'headrace',
  namespace: 'ep',
  egress: {
    connections: [{ name: hostile, kind: 'kafka', targets: [{ host: '192.0.2.1', port: 9092 }] }],
    kubernetesApi: ['10.96.0.1'],
  },
});
const unshown = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

test('comments and annotations hold no control character, spelled out as they are', () => {
  const yaml = printYaml(generated);
  expect(yaml).not.toMatch(unshown);
  expect(yaml).toMatch(/# connection 'a\\u\{1b\}\[2J\\u\{d\}metadata: \{\}\\u\{a\}b/);
  const documents = parseAllDocuments(yaml) as { errors: unknown[]; toJS(): unknown }[];
  expect(documents.flatMap((d) => d.errors)).toEqual([]);
  const { items } = JSON.parse(printJson(generated.policies));
  expect(JSON.stringify(items)).not.toMatch(/\\u(?!\{)00|[\u202e\u2028]/);
  expect(documents.map((d) => d.toJS())).toEqual(items);
});
