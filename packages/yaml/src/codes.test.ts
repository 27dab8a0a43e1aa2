import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import { expect, test } from 'vitest';
import { type YamlCode, yamlCodes } from './codes.ts';
import { readAsKubectl, readYaml } from './index.ts';

const bounds = { characters: 1000, depth: 20, of: 'a flow' };
const read =
  (text: string, characters = bounds.characters) =>
  () => {
    const yaml = readYaml(text, { ...bounds, characters });
    return 'code' in yaml ? [yaml] : [];
  };

const examples: Examples<YamlCode> = {
  'document/syntax': read('a: b: c'),
  'document/aliases': read(
    Array.from({ length: 20 }, (_, i) => `- &a${i + 1} [${i ? `*a${i}, *a${i}` : 'x'}]`).join('\n'),
  ),
  'document/too-large': read('a: 1', 2),
  'document/too-deep': read('['.repeat(30) + ']'.repeat(30)),
  'document/not-to-kubectl': () =>
    readAsKubectl('%YAML 1.2\n---\na: 1\n', bounds).flatMap((part) => ('code' in part ? [part] : [])),
};

test.each(Object.keys(yamlCodes) as YamlCode[])('%s is given by its example', (code) => {
  expect(faultsOfCode(yamlCodes, code, examples)).toEqual([]);
});
